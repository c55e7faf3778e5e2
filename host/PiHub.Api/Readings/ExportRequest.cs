using Microsoft.Extensions.Primitives;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The query string of <c>GET /api/readings/export</c>.</summary>
internal sealed class ExportRequest
{
    private const int MostSeries = 500;

    /// <summary>The metrics, each <c>device/metric</c>; at most 500.</summary>
    public string[]? Series { get; set; }

    /// <summary>A device, all of whose metrics are wanted; instead of series or besides.</summary>
    public string? Device { get; set; }

    /// <summary>Start, included, RFC 3339; required.</summary>
    public string? From { get; set; }

    /// <summary>End, not included, RFC 3339; now when not given.</summary>
    public string? To { get; set; }

    /// <summary>csv or jsonl; csv when not given.</summary>
    public string? Format { get; set; }

    /// <summary>raw, 1m, 1h or 1d; raw when not given.</summary>
    public string? Level { get; set; }

    /// <summary>Makes the export.</summary>
    /// <param name="now">The end when none is given.</param>
    /// <param name="latest">The newest readings of a device, which tell its metrics.</param>
    /// <param name="errors">What is wrong, by parameter; empty when nothing is.</param>
    /// <returns>The export; null when something is wrong.</returns>
    public ExportPlan? ToPlan(
        DateTimeOffset now, Func<string, IReadOnlyList<Reading>> latest, out Dictionary<string, string[]> errors)
    {
        var parameters = new QueryParameters();
        (DateTimeOffset from, DateTimeOffset to) = QueryRanges.Read(parameters, From, To, now);
        List<SeriesName> names = SeriesName.Read(parameters, new StringValues(Series), MostSeries);
        CheckDevice(parameters);
        ReadingLevel? level = string.IsNullOrEmpty(Level) ? ReadingLevel.Raw : ReadingLevels.Parse(Level);
        if (level is null)
        {
            parameters.Refuse("level", $"'{Level}' is no level; there are raw, 1m, 1h and 1d");
        }

        if (Format is not (null or "" or "csv" or "jsonl"))
        {
            parameters.Refuse("format", $"'{Format}' is no format; there are csv and jsonl");
        }

        errors = parameters.Errors;
        if (errors.Count > 0)
        {
            return null;
        }

        names.AddRange(latest(Device ?? "").Select(reading => new SeriesName(reading.Device, reading.Metric)));
        return new ExportPlan([.. names.Distinct()], from, to, level ?? ReadingLevel.Raw, IsJson: Format == "jsonl");
    }

    private void CheckDevice(QueryParameters parameters)
    {
        if (Series is null or [] && string.IsNullOrEmpty(Device))
        {
            parameters.Refuse("series", "name what to export: series=<device>/<metric>, once or more, or device=<device>");
        }

        if (!string.IsNullOrEmpty(Device) && !DeviceTopic.IsValidId(Device))
        {
            parameters.Refuse("device", $"'{Device}' is no device's id");
        }
    }
}
