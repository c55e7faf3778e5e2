namespace PiHub.Api.Readings;

/// <summary>Reads the range of a query string.</summary>
internal static class QueryRanges
{
    /// <summary>The range; what is wrong is refused by name.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Read(QueryParameters parameters, string? from, string? to, DateTimeOffset now)
    {
        DateTimeOffset start = parameters.Time("from", from) ?? DateTimeOffset.MinValue;
        DateTimeOffset end = parameters.Time("to", to) ?? now;
        if (string.IsNullOrEmpty(from))
        {
            parameters.Refuse("from", "from is required, e.g. 2026-01-31T00:00:00Z");
        }

        if (start >= end)
        {
            parameters.Refuse("to", "to must be later than from");
        }

        return (start, end);
    }
}
