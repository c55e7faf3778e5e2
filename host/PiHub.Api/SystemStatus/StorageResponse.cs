using System.Text.Json.Serialization;
using PiHub.Recorder;

namespace PiHub.Api.SystemStatus;

/// <summary>Where readings are kept. What the store does not know is null.</summary>
internal sealed record StorageResponse
{
    /// <summary>Whether readings reach the disk.</summary>
    public required RecorderState State { get; init; }

    /// <summary>Cause, file and remedy while failing.</summary>
    public string? Message { get; init; }

    /// <summary>What else does not work in the background, e.g. rollups; a line each.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];

    /// <summary>Since when the state is what it is.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The kind of store.</summary>
    public string? Engine { get; init; }

    /// <summary>How many series it has.</summary>
    public int? Series { get; init; }

    /// <summary>How many raw readings it keeps.</summary>
    public long? ReadingsKept { get; init; }

    /// <summary>Readings recorded since the hub started.</summary>
    public required long ReadingsWritten { get; init; }

    /// <summary>Committed readings that wait in memory for their block or the server; they are safe in the journal.</summary>
    public long? ReadingsWaiting { get; init; }

    /// <summary>All that the store takes on disk.</summary>
    public required long BytesOnDisk { get; init; }

    /// <summary>The journal's part of it.</summary>
    public long? JournalBytes { get; init; }

    /// <summary>The part of readings and events.</summary>
    public long? BlockBytes { get; init; }

    /// <summary>The disk that the store is on.</summary>
    public DiskResponse? Disk { get; init; }

    /// <summary>The rules of what is kept how long, in the order in which they are tried.</summary>
    public IReadOnlyList<RetentionRuleResponse> Retention { get; init; } = [];

    /// <summary>How long a commit waits for more to come, ms; 0: not at all.</summary>
    [JsonPropertyName("commit_window_ms")]
    public double? CommitWindowMilliseconds { get; init; }

    /// <summary>How far the rollups are behind what is in the store for good, seconds.</summary>
    [JsonPropertyName("rollup_lag_s")]
    public double? RollupLagSeconds { get; init; }

    /// <summary>What was found damaged since the start, newest first.</summary>
    public IReadOnlyList<DamageResponse> Damages { get; init; } = [];

    /// <summary>The continuous export to another database; null when there is none.</summary>
    public ExportStateResponse? Export { get; init; }
}
