namespace PiHub.Hal.Drivers;

/// <summary>The status of a configured device at one moment.</summary>
public sealed record DeviceStatus
{
    /// <summary>The device as its owner set it up.</summary>
    public required DeviceConfiguration Configuration { get; init; }

    /// <summary>What it is doing.</summary>
    public required DeviceState State { get; init; }

    /// <summary>Why, in one line for the owner; during a new start: what ended the last one; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when it is in <see cref="State"/>, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How often its driver was started again since it was configured or its driver came.</summary>
    public int Restarts { get; init; }

    /// <summary>Samples dropped because the bus did not accept them fast enough, a count.</summary>
    public long SamplesDropped { get; init; }

    /// <summary>Samples that the bus refused, a count.</summary>
    public long SamplesRejected { get; init; }
}
