using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Refuses queries that contradict themselves.</summary>
internal static class QueryRules
{
    private const int MinimumPoints = 2;

    /// <exception cref="ArgumentException">The query is refused.</exception>
    public static void Check(ReadingQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Fault(query) is { } fault)
        {
            throw new ArgumentException(fault, nameof(query));
        }
    }

    private static string? Fault(ReadingQuery query) => query switch
    {
        { Device: null or "" } => "The query names no device.",
        { Metric: null or "" } => "The query names no metric.",
        _ when query.From >= query.To => $"The range is empty: 'from' ({query.From:O}) must be earlier than 'to' ({query.To:O}).",
        { Points: < MinimumPoints or > ReadingQuery.MaximumPoints } =>
            $"'points' must be {MinimumPoints} to {ReadingQuery.MaximumPoints}, not {query.Points}.",
        { Points: not null, Level: not null } => "'points' and 'level' exclude each other: 'points' chooses the level.",
        { Points: not null, After: not null } => "'points' and 'after' exclude each other: 'points' answers the whole range at once.",
        { Limit: < 1 or > ReadingQuery.MaximumPoints } => $"'limit' must be 1 to {ReadingQuery.MaximumPoints}, not {query.Limit}.",
        { Level: { } level } when !Enum.IsDefined(level) => $"There is no level {level}.",
        _ => null,
    };
}
