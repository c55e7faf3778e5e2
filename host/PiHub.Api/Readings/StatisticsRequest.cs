using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The query string of <c>GET /api/readings/statistics</c>.</summary>
internal sealed class StatisticsRequest
{
    /// <summary>The device's id; required.</summary>
    public string? Device { get; set; }

    /// <summary>The metric's name; required.</summary>
    public string? Metric { get; set; }

    /// <summary>Start, included, RFC 3339; required.</summary>
    public string? From { get; set; }

    /// <summary>End, not included, RFC 3339; now when not given.</summary>
    public string? To { get; set; }

    /// <summary>Makes the query.</summary>
    /// <param name="now">The end when none is given.</param>
    /// <param name="errors">What is wrong, by parameter; empty when nothing is.</param>
    /// <returns>The query; null when something is wrong.</returns>
    public ReadingQuery? ToQuery(DateTimeOffset now, out Dictionary<string, string[]> errors) =>
        new RangeRequest { Device = Device, Metric = Metric, From = From, To = To }.ToQuery(now, out errors);
}
