using Microsoft.Extensions.Primitives;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The query string of <c>GET /api/readings/aligned</c>.</summary>
internal sealed class AlignedRequest
{
    /// <summary>The most metrics at a time.</summary>
    public const int MostSeries = 50;

    /// <summary>The metrics, each <c>device/metric</c>; 1 to 50.</summary>
    public string[]? Series { get; set; }

    /// <summary>Start, included, RFC 3339; required.</summary>
    public string? From { get; set; }

    /// <summary>End, not included, RFC 3339; now when not given.</summary>
    public string? To { get; set; }

    /// <summary>At most so many points a metric.</summary>
    public string? Points { get; set; }

    /// <summary>1m, 1h or 1d.</summary>
    public string? Level { get; set; }

    /// <summary>Makes the queries.</summary>
    /// <param name="now">The end when none is given.</param>
    /// <param name="errors">What is wrong, by parameter; empty when nothing is.</param>
    /// <returns>The queries; null when something is wrong.</returns>
    public List<ReadingQuery>? ToQueries(DateTimeOffset now, out Dictionary<string, string[]> errors)
    {
        var parameters = new QueryParameters();
        (DateTimeOffset from, DateTimeOffset to) = QueryRanges.Read(parameters, From, To, now);
        int? points = parameters.Number("points", Points, minimum: 2, ReadingQuery.MaximumPoints);
        ReadingLevel? level = string.IsNullOrEmpty(Level) ? null : ReadingLevels.Parse(Level);
        List<SeriesName> names = SeriesName.Read(parameters, new StringValues(Series), MostSeries);
        if (Series is null or [])
        {
            parameters.Refuse("series", "series is required, 1 to 50 times: series=<device>/<metric>");
        }

        CheckLevel(parameters, level, to - from);
        errors = parameters.Errors;
        return errors.Count > 0 ? null : [.. names.Select(name => new ReadingQuery
        {
            Device = name.Device, Metric = name.Metric, From = from, To = to, Points = points, Level = level,
        })];
    }

    private void CheckLevel(QueryParameters parameters, ReadingLevel? level, TimeSpan length)
    {
        if (string.IsNullOrEmpty(Points) == string.IsNullOrEmpty(Level))
        {
            parameters.Refuse("points", "give either points or level");
        }

        if (!string.IsNullOrEmpty(Level) && level is null or ReadingLevel.Raw)
        {
            parameters.Refuse("level", $"'{Level}' is no level here; there are 1m, 1h and 1d");
        }

        TimeSpan width = level switch { ReadingLevel.Minute => TimeSpan.FromMinutes(1), ReadingLevel.Hour => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) };
        if (level is not null && length / width > ReadingQuery.MaximumPoints)
        {
            parameters.Refuse("level", $"the range has more than {ReadingQuery.MaximumPoints} buckets of this level");
        }
    }
}
