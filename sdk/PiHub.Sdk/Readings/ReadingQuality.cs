namespace PiHub.Sdk.Readings;

/// <summary>How far a reading can be trusted.</summary>
/// <remarks>Since 0.3.</remarks>
public enum ReadingQuality
{
    /// <summary>Value and time are as measured.</summary>
    Good = 0,

    /// <summary>The source doubts the value.</summary>
    Uncertain = 1,

    /// <summary>Stamped by a hub whose clock was not set yet: the time may be wrong by any amount.</summary>
    TimeEstimated = 2,

    /// <summary>The time was put right by the hub: its clock was set afterwards, or the device's own clock was far off.</summary>
    TimeCorrected = 3,
}
