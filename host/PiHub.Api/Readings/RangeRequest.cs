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
    public string? From { get; set; }

    /// <summary>End, not included, RFC 3339; now when not given.</summary>
    public string? To { get; set; }

    /// <summary>At most so many points.</summary>
    public string? Points { get; set; }

    /// <summary>raw, 1m, 1h or 1d.</summary>
    public string? Level { get; set; }

    /// <summary>Page size.</summary>
    public string? Limit { get; set; }

    /// <summary>The former page's <c>next</c>.</summary>
    public string? After { get; set; }

    /// <summary>Makes the query.</summary>
    /// <param name="now">The end when none is given.</param>
    /// <param name="errors">What is wrong, by parameter; empty when nothing is.</param>
    /// <returns>The query; null when something is wrong.</returns>
    public ReadingQuery? ToQuery(DateTimeOffset now, out Dictionary<string, string[]> errors)
    {
        var parameters = new QueryParameters();
        DateTimeOffset from = parameters.Time("from", From) ?? DateTimeOffset.MinValue;
        DateTimeOffset to = parameters.Time("to", To) ?? now;
        var query = new ReadingQuery
        {
            Device = Device ?? "",
            Metric = Metric ?? "",
            From = from,
            To = to,
            Points = parameters.Number("points", Points, minimum: 2, ReadingQuery.MaximumPoints),
            Level = string.IsNullOrEmpty(Level) ? null : ReadingLevels.Parse(Level),
            After = parameters.Time("after", After),
        };
        int? limit = parameters.Number("limit", Limit, minimum: 1, ReadingQuery.MaximumPoints);
        CheckRequired(parameters);
        CheckTogether(parameters, query);
        errors = parameters.Errors;
        return errors.Count > 0 ? null : query with { Limit = limit ?? query.Limit };
    }

    private void CheckRequired(QueryParameters parameters)
    {
        if (string.IsNullOrEmpty(Device))
        {
            parameters.Refuse("device", "device is required");
        }

        if (string.IsNullOrEmpty(Metric))
        {
            parameters.Refuse("metric", "metric is required");
        }

        if (string.IsNullOrEmpty(From))
        {
            parameters.Refuse("from", "from is required, e.g. 2026-01-31T00:00:00Z");
        }
    }

    // What the recorder would refuse, too.
    private void CheckTogether(QueryParameters parameters, ReadingQuery query)
    {
        if (query.From >= query.To)
        {
            parameters.Refuse("to", "to must be later than from");
        }

        if (query.Level is null && !string.IsNullOrEmpty(Level))
        {
            parameters.Refuse("level", $"'{Level}' is no level; there are raw, 1m, 1h and 1d");
        }

        if (!string.IsNullOrEmpty(Points) && !string.IsNullOrEmpty(Level))
        {
            parameters.Refuse("points", "points and level exclude each other");
        }

        if (!string.IsNullOrEmpty(Points) && !string.IsNullOrEmpty(After))
        {
            parameters.Refuse("after", "points and after exclude each other: points answers the whole range at once");
        }
    }
}
