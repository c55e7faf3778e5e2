using System.Globalization;

namespace PiHub.Benchmarks.Load;

/// <summary>Which readings are stored, in a form that goes to another process as one word.</summary>
/// <param name="Name">The kind: <c>meter</c>, <c>year</c>, <c>kill</c> or <c>csv</c>.</param>
/// <param name="Argument">How many seconds; for a recording its path.</param>
internal sealed record ReadingLoad(string Name, string Argument)
{
    public const string Meter = "meter";
    public const string Year = "year";
    public const string Kill = "kill";
    public const string Csv = "csv";

    private const long MeterFirstSecond = 1_767_225_600; // 2026-01-01
    private const long YearFirstSecond = 1_735_689_600; // 2025-01-01
    private const long KillFirstSecond = 1_772_323_200; // 2026-03-01

    public static ReadingLoad OfSeconds(string name, int seconds) => new(name, seconds.ToString(CultureInfo.InvariantCulture));

    public static ReadingLoad Parse(string word) => word.Split(':', 2) is [var name, var argument]
        ? new ReadingLoad(name, argument)
        : throw new FormatException($"'{word}' is no load.");

    /// <summary>Opens it at its beginning.</summary>
    public IReadingSource Open() => Name switch
    {
        Meter => new MeterSource("meter", MeterFirstSecond, Seconds, MeterModel.MetricCount),
        Year => new MeterSource("year", YearFirstSecond, Seconds, metricCount: 1),
        Kill => new MeterSource("meter", KillFirstSecond, Seconds, MeterModel.MetricCount),
        _ => new CsvSource(Argument),
    };

    public override string ToString() => $"{Name}:{Argument}";

    private int Seconds => int.Parse(Argument, CultureInfo.InvariantCulture);
}
