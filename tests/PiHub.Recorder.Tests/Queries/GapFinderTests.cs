using PiHub.Recorder.Queries;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Queries;

public sealed class GapFinderTests
{
    private static readonly TimeRange Range = new(0, 100_000);

    [Fact]
    public void Finish_Nothing_IsOneGap() => Assert.Equal([(0, 100_000)], Found(null));

    [Fact]
    public void Finish_EvenReadings_FiveDistancesAreNoGapYet()
    {
        Assert.Equal([(20_000, 25_001)], Found(null, Every(0, 1000, 21), Every(25_001, 1000, 75)));
        Assert.Empty(Found(null, Every(0, 1000, 21), Every(25_000, 1000, 75)));
    }

    [Fact]
    public void Finish_Ends_AreGapsToo() => Assert.Equal([(0, 6_000), (50_000, 100_000)], Found(null, Every(6_000, 1000, 45)));

    [Fact]
    public void Finish_OwnThreshold_CountsAlone() => Assert.Equal([(0, 3_000), (4_000, 7_000)], Found(2_999, [3_000, 4_000], Every(7_000, 1000, 93)));

    [Fact]
    public void Finish_OneReading_HasNoUsualDistance() => Assert.Empty(Found(null, [50_000]));

    [Fact]
    public void Finish_ManyGaps_NamesTheLongest()
    {
        var finder = new GapFinder(new TimeRange(0, 1_000_000_000), gapAfterMilliseconds: 10);
        long time = 0;
        for (int i = 0; i < 3_000; i++)
        {
            finder.Take([time]);
            time += 100 + (i * 7 % 3_000);
        }

        List<ReadingGap> gaps = finder.Finish();
        Assert.Equal(1000, gaps.Count);
        Assert.Equal(gaps.OrderBy(gap => gap.From), gaps);
        Assert.All(gaps, gap => Assert.True(gap.To - gap.From > TimeSpan.FromMilliseconds(2_000)));
    }

    [Fact]
    public void TakeBucket_MissingOnes_AreGapsOfWholeBuckets()
    {
        var finder = new GapFinder(new TimeRange(0, 600_000), gapAfterMilliseconds: null);
        foreach (long minute in new[] { 1, 2, 5, 9 })
        {
            finder.TakeBucket(minute * 60_000, (minute + 1) * 60_000, count: 60);
        }

        Assert.Equal(
            [(0, 60_000), (180_000, 300_000), (360_000, 540_000)],
            finder.Finish().Select(gap => ((int)gap.From.ToUnixTimeMilliseconds(), (int)gap.To.ToUnixTimeMilliseconds())));
    }

    [Fact]
    public void TakeBucket_FewReadings_DistanceIsTheirOwn()
    {
        var finder = new GapFinder(new TimeRange(0, 6_000_000), gapAfterMilliseconds: null);
        for (long start = 0; start < 6_000_000; start += 600_000)
        {
            finder.TakeBucket(start, start + 60_000, count: 1);
        }

        Assert.Empty(finder.Finish());
    }

    private static long[] Every(long from, long distance, int count) => [.. Enumerable.Range(0, count).Select(i => from + (i * distance))];

    private static List<(int From, int To)> Found(long? gapAfter, params long[][] times)
    {
        var finder = new GapFinder(Range, gapAfter);
        foreach (long[] run in times)
        {
            finder.Take(run);
        }

        return [.. finder.Finish().Select(gap => ((int)gap.From.ToUnixTimeMilliseconds(), (int)gap.To.ToUnixTimeMilliseconds()))];
    }
}
