using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;

namespace PiHub.Recorder.Writing;

/// <summary>What the writer works with besides the queue.</summary>
internal sealed record WriterContext(SegmentJournal Journal, IReadingEngine Engine, TimeProvider Time, ILogger Logger)
{
    public required RecorderOptions Options { get; init; }

    public required StatusBoard Status { get; init; }

    public required LatestReadings Latest { get; init; }

    public required SampleFeed Feed { get; init; }

    public required SampleLog Log { get; init; }

    /// <summary>Called when journal and engine are open, again when it failed.</summary>
    public required Action Opened { get; init; }
}
