using PiHub.Recorder.Queries;
using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Queries;

public sealed class QueryRulesTests
{
    private static readonly ReadingQuery Good = Query(0, 1000);

    public static TheoryData<ReadingQuery, string> Contradictions() => new()
    {
        { Good with { To = Good.From }, "The range is empty" },
        { Good with { Points = 1 }, "'points' must be 2 to 100000, not 1." },
        { Good with { Points = 100_001 }, "'points' must be 2 to 100000, not 100001." },
        { Good with { Points = 2, Level = ReadingLevel.Raw }, "'points' and 'level' exclude each other" },
        { Good with { Points = 2, After = Good.From }, "'points' and 'after' exclude each other" },
        { Good with { Limit = 0 }, "'limit' must be 1 to 100000, not 0." },
        { Good with { Limit = 100_001 }, "'limit' must be 1 to 100000, not 100001." },
        { Good with { Level = (ReadingLevel)9 }, "There is no level 9." },
        { Good with { GapAfter = TimeSpan.Zero }, "'gap_after' must be longer than nothing" },
        { Good with { Device = "" }, "The query names no device." },
        { Good with { Metric = "" }, "The query names no metric." },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Check_Contradiction_SaysWhich(ReadingQuery query, string text) =>
        Assert.StartsWith(text, Assert.Throws<ArgumentException>(() => QueryRules.Check(query)).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_Limits_ArePermitted()
    {
        QueryRules.Check(Good with { Points = 2 });
        QueryRules.Check(Good with { Points = ReadingQuery.MaximumPoints });
        QueryRules.Check(Good with { Limit = 1, Level = ReadingLevel.Day, After = Good.From });
    }

    public static TheoryData<ReadingQuery[], string> Misaligned() => new()
    {
        { [], "There must be 1 to 50 queries, not 0." },
        { [.. Enumerable.Repeat(Good with { Points = 2 }, 51)], "There must be 1 to 50 queries, not 51." },
        { [Good], "Aligned queries are answered in buckets" },
        { [Good with { Level = ReadingLevel.Raw }], "Aligned queries are answered in buckets" },
        { [Good with { Level = ReadingLevel.Day, After = Good.From }], "'after' has no meaning here" },
        { [Good with { Points = 2 }, Good with { Points = 3 }], "All queries must have the same range" },
        { [Good with { Points = 2 }, Good with { Points = 2, To = Good.To.AddDays(1) }], "All queries must have the same range" },
        { [Good with { Level = ReadingLevel.Minute, To = Good.From.AddMinutes(100_001) }], "The range has more than 100000 buckets" },
        { [Good with { Points = 1 }], "'points' must be 2 to 100000" },
    };

    [Theory]
    [MemberData(nameof(Misaligned))]
    public void CheckAligned_Contradiction_SaysWhich(ReadingQuery[] queries, string text) =>
        Assert.StartsWith(text, Assert.Throws<ArgumentException>(() => QueryRules.CheckAligned(queries)).Message, StringComparison.Ordinal);

    [Fact]
    public void CheckAligned_SameRangeOfManyMetrics_IsPermitted() =>
        QueryRules.CheckAligned([.. Enumerable.Range(0, 50).Select(i => Good with { Metric = $"m{i}", Points = 2 })]);
}
