using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>What to export.</summary>
/// <param name="Series">The metrics, each once.</param>
/// <param name="From">Start, included.</param>
/// <param name="To">End, not included.</param>
/// <param name="Level">The level.</param>
/// <param name="IsJson">Whether JSON lines are wanted, not CSV.</param>
internal sealed record ExportPlan(IReadOnlyList<SeriesName> Series, DateTimeOffset From, DateTimeOffset To, ReadingLevel Level, bool IsJson)
{
    /// <summary>A name for the file, of characters that every system takes.</summary>
    public string FileName
    {
        get
        {
            string[] devices = [.. Series.Select(series => series.Device).Distinct(StringComparer.Ordinal)];
            string name = devices is [var only] ? only : "readings";
            return $"{name}_{Date(From)}_{Date(To)}_{ReadingLevels.NameOf(Level)}.{(IsJson ? "jsonl" : "csv")}";
        }
    }

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
