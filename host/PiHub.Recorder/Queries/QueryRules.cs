using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Refuses queries that contradict themselves.</summary>
internal static class QueryRules
{
    /// <summary>The most queries that are answered side by side.</summary>
    public const int MostAligned = 50;

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

    /// <exception cref="ArgumentException">The queries are refused.</exception>
    public static void CheckAligned(IReadOnlyList<ReadingQuery> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Count is < 1 or > MostAligned)
        {
            throw new ArgumentException($"There must be 1 to {MostAligned} queries, not {queries.Count}.", nameof(queries));
        }

        foreach (ReadingQuery query in queries)
        {
            Check(query);
            if (AlignedFault(query, queries[0]) is { } fault)
            {
                throw new ArgumentException(fault, nameof(queries));
            }
        }
    }

    private static string? AlignedFault(ReadingQuery query, ReadingQuery first) => query switch
    {
        { After: not null } => "'after' has no meaning here: the whole range is answered at once.",
        { Points: null, Level: null or ReadingLevel.Raw } => "Aligned queries are answered in buckets: give 'points', or a level but raw.",
        _ when (query.From, query.To, query.Points, query.Level) != (first.From, first.To, first.Points, first.Level) =>
            "All queries must have the same range and points or level.",
        { Level: { } level } when BucketWidth.NominalCount(query.To - query.From, level) > ReadingQuery.MaximumPoints =>
            $"The range has more than {ReadingQuery.MaximumPoints} buckets of this level.",
        _ => null,
    };

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
        { GapAfter: { } gapAfter } when gapAfter <= TimeSpan.Zero => $"'gap_after' must be longer than nothing, not {gapAfter}.",
        _ => null,
    };
}
