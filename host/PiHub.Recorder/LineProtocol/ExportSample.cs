using PiHub.Sdk.Readings;

namespace PiHub.Recorder.LineProtocol;

/// <summary>A sample on its way to the server.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Milliseconds">Its time, put right as far as the hub can, since 1970 UTC.</param>
internal readonly record struct ExportSample(Sample Sample, long Milliseconds);
