using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Clock;

/// <summary>The time that something is kept under. Dispose it when that is on disk, or never will be.</summary>
/// <param name="Time">The time, UTC, to the millisecond.</param>
/// <param name="Quality">How far it can be trusted.</param>
/// <param name="Watch">Who waits for an estimated time to get to disk; null for any other.</param>
internal readonly record struct TimePlace(DateTimeOffset Time, ReadingQuality Quality, ClockWatch? Watch) : IDisposable
{
    public void Dispose() => Watch?.Recorded();
}
