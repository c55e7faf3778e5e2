namespace PiHub.Recorder.Clock;

/// <summary>What the system knows of its clock.</summary>
internal interface IClockState
{
    /// <summary>Whether the clock may never have been set since the machine was switched on. Quick; throws nothing.</summary>
    /// <param name="now">What the clock shows, UTC.</param>
    bool MayBeUnset(DateTimeOffset now);
}
