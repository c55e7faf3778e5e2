using PiHub.Recorder.Queries;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.Queries.QueryWorld;

namespace PiHub.Recorder.Tests.Queries;

public sealed class DoubtfulStretchesTests
{
    private static readonly BucketCalendar Calendar = new(TimeZoneInfo.Utc);

    private static readonly RollupState Fresh = new()
    {
        Version = 1,
        MinutesUntil = Start + (10 * Hour),
        HoursUntil = Start + (10 * Hour),
        DaysUntil = Start,
        SettledUntil = long.MaxValue,
        RawFrom = long.MinValue,
    };

    [Fact]
    public void Of_NothingStored_IsEverything() => Assert.Equal(
        [TimeRange.All], DoubtfulStretches.Of(Fresh with { MinutesUntil = long.MinValue }, Calendar, ReadingLevel.Minute));

    [Fact]
    public void Of_StaleAndLate_AreWholeBucketsAndJoined()
    {
        RollupState state = Fresh with
        {
            Stale = [new StaleRange(1, new TimeRange(Start + (3 * Hour) + 5, Start + (4 * Hour))), new StaleRange(2, new TimeRange(Start + 1, Start + 2))],
            Late = [new TimeRange(Start + (4 * Hour), Start + (4 * Hour) + 1), new TimeRange(Start + (9 * Hour) + 1, Start + (9 * Hour) + 2)],
        };
        Assert.Equal(
            [new(Start, Start + Hour), new(Start + (3 * Hour), Start + (5 * Hour)), new TimeRange(Start + (9 * Hour), long.MaxValue)],
            DoubtfulStretches.Of(state, Calendar, ReadingLevel.Hour));
    }

    [Fact]
    public void Of_WhatHasLostItsRaw_IsTrusted()
    {
        RollupState state = Fresh with
        {
            RawFrom = Start + (3 * Hour) + (Minute / 2),
            Stale = [new StaleRange(1, new TimeRange(Start + Hour, Start + (3 * Hour) + (2 * Minute)))],
        };
        Assert.Equal(
            [new(Start + (3 * Hour) + Minute, Start + (3 * Hour) + (2 * Minute)), new TimeRange(Start + (10 * Hour), long.MaxValue)],
            DoubtfulStretches.Of(state, Calendar, ReadingLevel.Minute));
        Assert.Equal(
            [new(Start + (3 * Hour), Start + (4 * Hour)), new TimeRange(Start + (10 * Hour), long.MaxValue)],
            DoubtfulStretches.Of(state, Calendar, ReadingLevel.Hour));
    }
}
