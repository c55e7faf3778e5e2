namespace PiHub.Devices;

/// <summary>What a device last said of itself on its availability topic.</summary>
public enum Availability
{
    /// <summary>It has not said anything since the hub started.</summary>
    Unknown = 0,

    /// <summary>It is there.</summary>
    Online = 1,

    /// <summary>It is gone, or its driver cannot reach it.</summary>
    Offline = 2,
}
