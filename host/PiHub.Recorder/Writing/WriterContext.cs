using Microsoft.Extensions.Logging;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Replay;

namespace PiHub.Recorder.Writing;

/// <summary>What the writer works with besides the database.</summary>
internal sealed record WriterContext(
    StatusBoard Status, LatestReadings Latest, SampleFeed Feed, SampleLog Log, TimeProvider Time, ILogger Logger)
{
    public required RecorderOptions Options { get; init; }
}
