using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>What a follower of the sample log does.</summary>
/// <param name="Handle">Called with one sample at a time.</param>
/// <param name="MissedSome">Told when the log no longer had samples, before the next one is handled; null: nobody.</param>
internal sealed record SampleListener(Func<Sample, CancellationToken, ValueTask> Handle, Action<MissedSamples>? MissedSome);
