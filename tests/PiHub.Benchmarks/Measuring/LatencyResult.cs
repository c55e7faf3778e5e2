namespace PiHub.Benchmarks.Measuring;

/// <summary>How long messages took in one run, or the medians of several runs.</summary>
internal sealed record LatencyResult
{
    public required double MedianMs { get; init; }

    /// <summary>What 99 of 100 messages did not exceed.</summary>
    public required double NinetyNinthMs { get; init; }

    /// <summary>Messages that did not come.</summary>
    public required long LostCount { get; init; }

    /// <summary>The medians of several runs; what they lost is added up.</summary>
    public static LatencyResult Median(IReadOnlyCollection<LatencyResult> runs) => new()
    {
        MedianMs = Statistics.Median(runs.Select(run => run.MedianMs)),
        NinetyNinthMs = Statistics.Median(runs.Select(run => run.NinetyNinthMs)),
        LostCount = runs.Sum(run => run.LostCount),
    };
}
