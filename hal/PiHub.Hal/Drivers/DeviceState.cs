namespace PiHub.Hal.Drivers;

/// <summary>What a configured device is doing.</summary>
public enum DeviceState
{
    /// <summary>No package offers its driver now.</summary>
    WaitingForDriver = 0,

    /// <summary>Its driver was started, and has not delivered a sample yet.</summary>
    Starting = 1,

    /// <summary>Online: its driver runs and has delivered a sample in this run.</summary>
    Running = 2,

    /// <summary>Its driver ended or was abandoned; it is started again after a wait.</summary>
    Faulted = 3,
}
