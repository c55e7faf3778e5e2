using Microsoft.Extensions.Logging;

namespace PiHub.Recorder.Writing;

/// <summary>What the writer works with besides the database.</summary>
internal sealed record WriterContext(StatusBoard Status, LatestReadings Latest, TimeProvider Time, ILogger Logger);
