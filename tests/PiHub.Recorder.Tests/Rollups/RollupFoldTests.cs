using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Rollups;

public sealed class RollupFoldTests
{
    private static readonly BucketCalendar Calendar = new(TimeZoneInfo.Utc);

    [Fact]
    public void Add_Readings_GivesOneBucketAStretchThatHasSome()
    {
        var fold = new RollupFold(Calendar.Grid(ReadingLevel.Minute), isCounter: false);
        fold.Add(new ReadingRun([0, 30_000], [2, 6], null, null));
        fold.Add(new ReadingRun([59_999, 180_000], [1, 7], null, null));
        Assert.Equal([new RollupBucket(0, 3, 1, 6, 9, 2, 1, 0)], fold.TakeClosed());
        Assert.Equal(180_000, fold.OpenStart);
        Assert.Equal([RollupBucket.Of(180_000, 7)], fold.TakeAll());
    }

    [Fact]
    public void Add_CounterWithResets_RisesAsItCounted()
    {
        var fold = new RollupFold(Calendar.Grid(ReadingLevel.Hour), isCounter: true);
        fold.Add(new ReadingRun([0, 1, 2, 3, 4], [10, 15, 2, 5, 1], null, null));
        Assert.Equal(5 + 2 + 3 + 1, Assert.Single(fold.TakeAll()).Rise);
    }

    [Fact]
    public void Add_Texts_DoNotCount()
    {
        var builder = new ReadingRunBuilder();
        builder.Add(1, "on", ReadingQuality.Good);
        builder.Add(60_000, true, ReadingQuality.Good);
        builder.Add(60_001, "off", ReadingQuality.Good);
        var fold = new RollupFold(Calendar.Grid(ReadingLevel.Minute), isCounter: false);
        fold.Add(builder.ToRun());
        Assert.Equal([RollupBucket.Of(60_000, 1)], fold.TakeAll());

        var withEmpty = new RollupFold(Calendar.Grid(ReadingLevel.Minute), isCounter: false, withEmpty: true);
        withEmpty.Add(builder.ToRun());
        Assert.Equal([0L, 1L], withEmpty.TakeAll().Select(bucket => bucket.Count));
    }

    [Fact]
    public void Add_FinerBuckets_GivesWhatTheReadingsGive()
    {
        long[] times = [.. Enumerable.Range(0, 500).Select(index => index * 17_000L)];
        double[] numbers = [.. Enumerable.Range(0, 500).Select(index => (double)(index * 7 % 31))];
        var run = new ReadingRun(times, numbers, null, null);
        var minutes = new RollupFold(Calendar.Grid(ReadingLevel.Minute), isCounter: true);
        minutes.Add(run);
        var hours = new RollupFold(Calendar.Grid(ReadingLevel.Hour), isCounter: true);
        hours.Add(minutes.TakeAll());
        var direct = new RollupFold(Calendar.Grid(ReadingLevel.Hour), isCounter: true);
        direct.Add(run);
        Assert.Equal(direct.TakeAll(), hours.TakeAll());
    }

    [Fact]
    public void Add_ReadingsOfOneBucket_AllocatesNothing()
    {
        var run = new ReadingRun([.. Enumerable.Range(0, 10_000).Select(index => (long)index)], new double[10_000], null, null);
        var fold = new RollupFold(Calendar.Grid(ReadingLevel.Minute), isCounter: true);
        fold.Add(run.Slice(0, 1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        fold.Add(run.Slice(1, 9_999));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }
}
