using PiHub.Recorder.Series;
using PiHub.Recorder.Queries;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Queries;

public sealed class BucketWidthTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(59_999, 0)]
    [InlineData(60_000, 60_000)]
    [InlineData(-1, -60_000)]
    [InlineData(-60_000, -60_000)]
    public void Start_AnyTime_IsAlignedToTheEpoch(long time, long start) => Assert.Equal(start, BucketWidth.Start(time, 60_000));

    [Fact]
    public void For_WholeCalendar_StillFits()
    {
        var range = new TimeRange(
            DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        TimeSpan width = BucketWidth.For(range, 2);
        Assert.Equal(ReadingLevel.Day, BucketWidth.LevelOf(width));
        Assert.True(width > TimeSpan.FromDays(365 * 2000));
    }

    [Fact]
    public void For_RangeAcrossABoundary_CountsBothBuckets()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), BucketWidth.For(new TimeRange(0, 120_000), 2));
        Assert.Equal(TimeSpan.FromMinutes(2), BucketWidth.For(new TimeRange(1, 120_001), 2));
    }
}
