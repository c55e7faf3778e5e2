using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>What was written in a stretch of time. What is not measured is null.</summary>
internal sealed record WriteFigures
{
    /// <summary>How long the stretch is.</summary>
    [JsonPropertyName("covered_s")]
    public required double CoveredSeconds { get; init; }

    /// <summary>Bytes that the whole process caused to be written to disks, as the kernel counts them.</summary>
    public long? ProcessBytes { get; init; }

    /// <summary>Bytes that the recorder wrote to its files.</summary>
    public long? RecorderBytes { get; init; }

    /// <summary>Bytes of what was to be recorded: the journal's content without its frames.</summary>
    public long? PayloadBytes { get; init; }

    /// <summary>Group commits.</summary>
    public required long Commits { get; init; }

    /// <summary>Syncs: each waits for the disk.</summary>
    public long? Syncs { get; init; }

    /// <summary>Readings recorded.</summary>
    public required long Readings { get; init; }

    /// <summary>Bytes that the recorder wrote for each byte of payload; null when nothing was recorded or it is not measured.</summary>
    public double? WriteAmplification =>
        RecorderBytes is { } written && PayloadBytes is > 0 and { } payload ? Math.Round((double)written / payload, 2) : null;

    /// <summary>Process bytes per hour, at the pace of this stretch.</summary>
    public double? ProcessBytesPerHour => PerHour(ProcessBytes);

    /// <summary>The recorder's bytes per hour, at the pace of this stretch.</summary>
    public double? RecorderBytesPerHour => PerHour(RecorderBytes);

    /// <summary>Commits per hour, at the pace of this stretch.</summary>
    public double? CommitsPerHour => PerHour(Commits);

    /// <summary>Syncs per hour, at the pace of this stretch.</summary>
    public double? SyncsPerHour => PerHour(Syncs);

    /// <summary>What happened between two looks.</summary>
    public static WriteFigures Between(WriteMark first, WriteMark last, TimeSpan covered) => new()
    {
        CoveredSeconds = Math.Round(covered.TotalSeconds, 1),
        ProcessBytes = last.ProcessBytes - first.ProcessBytes,
        RecorderBytes = last.RecorderBytes - first.RecorderBytes,
        PayloadBytes = last.PayloadBytes - first.PayloadBytes,
        Commits = last.Commits - first.Commits,
        Syncs = last.Syncs - first.Syncs,
        Readings = last.Readings - first.Readings,
    };

    // A few seconds say nothing about an hour.
    private double? PerHour(long? count) => count is { } known && CoveredSeconds >= 30 ? Math.Round(known * 3600 / CoveredSeconds, 1) : null;
}
