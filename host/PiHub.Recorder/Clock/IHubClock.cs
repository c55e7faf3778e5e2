namespace PiHub.Recorder.Clock;

/// <summary>Says how it stands with the times of readings. Safe to use from any thread.</summary>
public interface IHubClock
{
    /// <summary>How it stands now.</summary>
    ClockStatus Status { get; }
}
