namespace PiHub.Recorder.Exchange;

/// <summary>What became of a file's lines.</summary>
/// <param name="Imported">Readings that are on disk now.</param>
/// <param name="Refused">Lines that were refused.</param>
/// <param name="Errors">The first 100 of those, in order.</param>
public sealed record ImportSummary(long Imported, long Refused, IReadOnlyList<ImportError> Errors);
