using PiHub.Recorder.Clock;

namespace PiHub.Recorder.Tests.Clock;

/// <summary>A system that knows what a test tells it.</summary>
internal sealed class FakeClockState(bool isUnset) : IClockState
{
    public bool IsUnset { get; set; } = isUnset;

    public bool MayBeUnset(DateTimeOffset now) => IsUnset;
}
