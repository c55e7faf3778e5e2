namespace PiHub.Recorder.LineProtocol;

/// <summary>How the export goes at one instant. Counters count from the start of the process.</summary>
public sealed record LineProtocolStatus
{
    /// <summary>How it goes.</summary>
    public required LineProtocolState State { get; init; }

    /// <summary>Cause and remedy in one line; null while all is well.</summary>
    public string? Message { get; init; }

    /// <summary>Since when the state is what it is, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Readings (one per metric of a sample) that the server took.</summary>
    public long Sent { get; init; }

    /// <summary>Readings that the server refused for what they are; they were dropped.</summary>
    public long Refused { get; init; }

    /// <summary>The last of those: device, metric, and what the server said; null for none.</summary>
    public string? LastRefused { get; init; }

    /// <summary>Samples that the sample log had given up before they could be sent.</summary>
    public long Missed { get; init; }

    /// <summary>Samples that wait.</summary>
    public long Lag { get; init; }

    /// <summary>When the server last took something, UTC; null for never.</summary>
    public DateTimeOffset? LastSuccess { get; init; }
}
