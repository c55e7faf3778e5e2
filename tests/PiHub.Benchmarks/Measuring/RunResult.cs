namespace PiHub.Benchmarks.Measuring;

/// <summary>What one run on one broker gave, or the medians of several.</summary>
internal sealed record RunResult
{
    /// <summary>Messages that went all the way.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>The broker's processor time for a million of them.</summary>
    public required double BrokerSecondsPerMillion { get; init; }

    /// <summary>How many processor cores the generator kept busy.</summary>
    public required double GeneratorCores { get; init; }

    /// <summary>Messages that were sent and did not arrive, or were not acknowledged.</summary>
    public required long LostCount { get; init; }

    /// <summary>What the broker refused; null when it refused nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>A run that the broker did not take part in.</summary>
    public static RunResult Refused(string failure) =>
        new() { RatePerSecond = 0, BrokerSecondsPerMillion = 0, GeneratorCores = 0, LostCount = 0, Failure = failure };

    /// <summary>The medians of several runs; what they lost is added up.</summary>
    public static RunResult Median(IReadOnlyCollection<RunResult> runs) => new()
    {
        RatePerSecond = Statistics.Median(runs.Select(run => run.RatePerSecond)),
        BrokerSecondsPerMillion = Statistics.Median(runs.Select(run => run.BrokerSecondsPerMillion)),
        GeneratorCores = Statistics.Median(runs.Select(run => run.GeneratorCores)),
        LostCount = runs.Sum(run => run.LostCount),
        Failure = runs.Select(run => run.Failure).FirstOrDefault(failure => failure is not null),
    };

    /// <summary>The rate as a cell says it: with what was lost, or why there is none.</summary>
    public string DescribeRate() => Failure is null ? MarkdownTable.Number(RatePerSecond, LostCount) : $"FAILED: {Failure}";
}
