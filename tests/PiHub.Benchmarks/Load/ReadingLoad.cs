using System.Globalization;

namespace PiHub.Benchmarks.Load;

/// <summary>Which readings are stored, in a form that goes to another process as one word.</summary>
/// <param name="Name">The kind: <c>meter</c>, <c>year</c>, <c>kill</c> or <c>csv</c>.</param>
/// <param name="Argument">How many seconds, and behind which one if not from the beginning; for a recording its path.</param>
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

    /// <summary>Cuts it into pieces of so many seconds, the last one shorter; a recording stays whole.</summary>
    public IReadOnlyList<ReadingLoad> Split(int pieceSeconds)
    {
        if (Name == Csv)
        {
            return [this];
        }

        List<ReadingLoad> pieces = [];
        for (int done = 0; done < Seconds; done += pieceSeconds)
        {
            pieces.Add(this with { Argument = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(pieceSeconds, Seconds - done)}@{First + done}") });
        }

        return pieces;
    }

    /// <summary>Opens it at its beginning.</summary>
    public IReadingSource Open() => Name switch
    {
        Meter => new MeterSource("meter", MeterFirstSecond + First, Seconds, MeterModel.MetricCount),
        Year => new MeterSource("year", YearFirstSecond + First, Seconds, metricCount: 1),
        Kill => new MeterSource("meter", KillFirstSecond + First, Seconds, MeterModel.MetricCount),
        _ => new CsvSource(Argument),
    };

    public override string ToString() => $"{Name}:{Argument}";

    private int Seconds => int.Parse(Argument.Split('@')[0], CultureInfo.InvariantCulture);

    private int First => Argument.Split('@') is [_, var first] ? int.Parse(first, CultureInfo.InvariantCulture) : 0;
}
