using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The query string of <c>GET /api/readings</c>.</summary>
internal sealed class RangeRequest
{
    /// <summary>The device's id; required.</summary>
    public string? Device { get; set; }

    /// <summary>The metric's name; required.</summary>
    public string? Metric { get; set; }

    /// <summary>Start, included, RFC 3339; required.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>End, not included, RFC 3339; now when not given.</summary>
    public DateTimeOffset? To { get; set; }

    /// <summary>At most so many points.</summary>
    public int? Points { get; set; }

    /// <summary>raw, 1m, 1h or 1d.</summary>
    public string? Level { get; set; }

    /// <summary>Page size.</summary>
    public int? Limit { get; set; }

    /// <summary>The former page's <c>next</c>.</summary>
    public DateTimeOffset? After { get; set; }

    /// <summary>Makes the query.</summary>
    /// <param name="now">The end when none is given.</param>
    /// <param name="errors">What is wrong, by parameter; empty when nothing is.</param>
    /// <returns>The query; null when something is wrong.</returns>
    public ReadingQuery? ToQuery(DateTimeOffset now, out Dictionary<string, string[]> errors)
    {
        DateTimeOffset to = To ?? now;
        ReadingLevel? level = Level is null ? null : ReadingLevels.Parse(Level);
        errors = Mistakes(to, isLevelKnown: Level is null || level is not null)
            .GroupBy(mistake => mistake.Parameter, mistake => mistake.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        if (errors.Count > 0 || Device is null || Metric is null || From is null)
        {
            return null;
        }

        var query = new ReadingQuery
        {
            Device = Device, Metric = Metric, From = From.Value, To = to, Points = Points, Level = level, After = After,
        };
        return Limit is { } limit ? query with { Limit = limit } : query;
    }

    private IEnumerable<(string Parameter, string Text)> Mistakes(DateTimeOffset to, bool isLevelKnown)
    {
        if (string.IsNullOrEmpty(Device))
        {
            yield return ("device", "device is required");
        }

        if (string.IsNullOrEmpty(Metric))
        {
            yield return ("metric", "metric is required");
        }

        if (From is null)
        {
            yield return ("from", "from is required, e.g. 2026-01-31T00:00:00Z");
        }
        else if (From >= to)
        {
            yield return ("to", "to must be later than from");
        }

        if (!isLevelKnown)
        {
            yield return ("level", $"'{Level}' is no level; there are raw, 1m, 1h and 1d");
        }

        if (Level is not null && Points is not null)
        {
            yield return ("points", "points and level exclude each other");
        }

        if (Points is < 2 or > ReadingQuery.MaximumPoints)
        {
            yield return ("points", $"points is 2 to {ReadingQuery.MaximumPoints}");
        }

        if (Limit is < 1 or > ReadingQuery.MaximumPoints)
        {
            yield return ("limit", $"limit is 1 to {ReadingQuery.MaximumPoints}");
        }
    }
}
