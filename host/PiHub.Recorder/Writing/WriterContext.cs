using Microsoft.Extensions.Logging;
using PiHub.Recorder.Ingest;

namespace PiHub.Recorder.Writing;

/// <summary>What the writer works with besides the database.</summary>
internal sealed record WriterContext(StatusBoard Status, LatestReadings Latest, SampleFeed Feed, TimeProvider Time, ILogger Logger);
