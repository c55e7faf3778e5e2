using PiHub.Recorder.Queries;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Queries;

public sealed class BucketWidthTests
{
    private static readonly BucketCalendar Calendar = new(TimeZoneInfo.Utc);

    [Fact]
    public void For_WholeCalendar_StillFits()
    {
        var range = new TimeRange(
            DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        TimeSpan width = BucketWidth.For(range, 2, Calendar);
        Assert.Equal(ReadingLevel.Day, BucketWidth.LevelOf(width));
        Assert.True(width > TimeSpan.FromDays(365 * 2000));
    }

    [Fact]
    public void For_RangeAcrossABoundary_CountsBothBuckets()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), BucketWidth.For(new TimeRange(0, 120_000), 2, Calendar));
        Assert.Equal(TimeSpan.FromMinutes(2), BucketWidth.For(new TimeRange(1, 120_001), 2, Calendar));
    }
}
