namespace PiHub.Recorder.Engine;

/// <summary>What an engine keeps, and how it does.</summary>
public sealed record EngineStatus
{
    /// <summary>Its kind, for people: <c>blocks</c> or <c>postgres</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Cause, place and remedy in one line while it cannot write; null while all is well.</summary>
    public string? Trouble { get; init; }

    /// <summary>How many series it has.</summary>
    public int Series { get; init; }

    /// <summary>How many raw readings it has for good; null when it does not know.</summary>
    public long? Readings { get; init; }

    /// <summary>What it takes on disk, bytes; null when it does not know.</summary>
    public long? BytesOnDisk { get; init; }

    /// <summary>The part of it that holds readings and events, bytes; null when it does not know.</summary>
    public long? BlockBytes { get; init; }

    /// <summary>How many committed readings wait in memory for their block or the server.</summary>
    public long Waiting { get; init; }

    /// <summary>What was found damaged since it was opened, newest first, at most 100.</summary>
    public IReadOnlyList<Damage> Damages { get; init; } = [];
}
