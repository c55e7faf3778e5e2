using PiHub.Benchmarks.Load;
using PiHub.Benchmarks.Stores;

namespace PiHub.Benchmarks.Rows;

/// <summary>What is stored and asked, the same for all stores.</summary>
internal sealed record RecorderPlan
{
    private const int SecondsPerDay = 86_400;
    private const long MillisecondsPerDay = 86_400_000;
    private const int ChartPoints = 1_000;
    private const int MonthDays = 30;

    private const int StageSeconds = 5_000_000 / MeterModel.MetricCount;

    /// <summary>After so many readings of a meter memory is looked at.</summary>
    public const long StageReadings = (long)StageSeconds * MeterModel.MetricCount;

    /// <summary>What each store is filled with.</summary>
    public required ReadingLoad Load { get; init; }

    /// <summary><see cref="Load"/>, a piece at a time.</summary>
    public IReadOnlyList<ReadingLoad> Stages => Load.Split(StageSeconds);

    /// <summary>What <see cref="Load"/> holds.</summary>
    public required LoadExtent Extent { get; init; }

    /// <summary>One metric over a long time, stored besides; null: nothing.</summary>
    public ReadingLoad? YearLoad { get; init; }

    /// <summary>What <see cref="YearLoad"/> holds.</summary>
    public LoadExtent? YearExtent { get; init; }

    /// <summary>What is being written when the store is killed.</summary>
    public ReadingLoad KillLoad { get; } = ReadingLoad.OfSeconds(ReadingLoad.Kill, 30 * SecondsPerDay);

    /// <summary>How long a store is left alone after it was filled, so that it can put away what it has in hand.</summary>
    public required TimeSpan Rest { get; init; }

    /// <summary>The questions; the first is the one asked after a kill.</summary>
    public required IReadOnlyList<(string Name, StoreQuery Query)> Questions { get; init; }

    /// <summary>Makes it.</summary>
    public static RecorderPlan Of(BenchmarkArguments arguments)
    {
        ReadingLoad load = arguments.CsvPath is { } path
            ? new ReadingLoad(ReadingLoad.Csv, path)
            : ReadingLoad.OfSeconds(ReadingLoad.Meter, arguments.Days * SecondsPerDay);
        LoadExtent extent = LoadExtent.Of(load);
        List<(string, StoreQuery)> questions =
        [
            ("raw readings of the last day", Ask(extent, Math.Max(extent.FromMs, extent.ToMs - MillisecondsPerDay), points: 0)),
            ($"{ChartPoints:#,0} points of {Days(extent)}", Ask(extent, extent.FromMs, ChartPoints)),
        ];
        if (extent.ToMs - extent.FromMs > MonthDays * MillisecondsPerDay)
        {
            questions.Add(($"{ChartPoints:#,0} points of {MonthDays} days", Ask(extent, extent.ToMs - (MonthDays * MillisecondsPerDay), ChartPoints)));
        }

        RecorderPlan plan = new() { Load = load, Extent = extent, Rest = arguments.Rest, Questions = questions };
        if (arguments.YearDays == 0)
        {
            return plan;
        }

        ReadingLoad year = ReadingLoad.OfSeconds(ReadingLoad.Year, arguments.YearDays * SecondsPerDay);
        LoadExtent yearExtent = LoadExtent.Of(year);
        questions.Add(($"{ChartPoints:#,0} points of {Days(yearExtent)} (one metric)", Ask(yearExtent, yearExtent.FromMs, ChartPoints)));
        return plan with { YearLoad = year, YearExtent = yearExtent };
    }

    private static StoreQuery Ask(LoadExtent extent, long fromMs, int points) =>
        new(extent.Device, extent.Metric, fromMs, extent.ToMs, points);

    private static string Days(LoadExtent extent) => $"{(extent.ToMs - extent.FromMs) / (double)MillisecondsPerDay:0.#} days";
}
