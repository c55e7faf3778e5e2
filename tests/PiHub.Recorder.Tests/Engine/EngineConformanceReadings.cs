using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>Readings: what comes in comes back.</summary>
/// <param name="storage">Where the engine keeps its things.</param>
public abstract class EngineConformanceReadings(IEngineStorage storage) : EngineConformance(storage)
{
    public static TheoryData<double> Numbers => new(
        0.0, -0.0, 1, -1, 0.1, 230.07, double.Epsilon, -double.Epsilon, 2.2250738585072009e-308, double.MaxValue, double.MinValue,
        9_007_199_254_740_993, 1e-300, Math.PI, 4_294_967_296.5);

    public static TheoryData<string> Texts => new(
        "", "open", " ", "\0", "a\0b\0", "\u0001", "\u00010\u00011\u0002", "it's \"quoted\" \\ $1 ; -- %s {0}", "\n\r\t", "😀 Zürich ß \u200d",
        new string('x', MetricValue.MaximumTextLength), "NULL", "\\x00", "\ufeff\uffff");

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Read_Number_HasItsBits(double number)
    {
        Put(Day, number);
        Put(Day + 1, 7);

        await ExpectAsync(new(Day, number), new(Day + 1, 7));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Read_Text_IsTheSame(string text)
    {
        Put(Day, text);
        Put(Day + 1, "after");

        await ExpectAsync(new(Day, text), new(Day + 1, "after"));
    }

    [Fact]
    public async Task Read_KindsMixedInOneSeries_EachKeepsItsOwn()
    {
        Put(Day, 1);
        Put(Day + 1, true);
        Put(Day + 2, "true");
        Put(Day + 3, false);
        Put(Day + 4, 0);

        await ExpectAsync(new(Day, 1), new(Day + 1, true), new(Day + 2, "true"), new(Day + 3, false), new(Day + 4, 0));
    }

    [Fact]
    public async Task Read_EveryQuality_ComesBack()
    {
        Put(Day, 1, ReadingQuality.Good);
        Put(Day + 1, "a", ReadingQuality.Uncertain);
        Put(Day + 2, true, ReadingQuality.TimeEstimated);
        Put(Day + 3, 2, ReadingQuality.TimeCorrected);

        await ExpectAsync(
            new(Day, 1, ReadingQuality.Good), new(Day + 1, "a", ReadingQuality.Uncertain), new(Day + 2, true, ReadingQuality.TimeEstimated),
            new(Day + 3, 2, ReadingQuality.TimeCorrected));
    }

    [Fact]
    public async Task Read_SameTimeTwice_LastWins()
    {
        Put(Day, 1, ReadingQuality.Uncertain);
        Put(Day, "two");
        Put(Day + 1, "one");
        Put(Day + 1, 2, ReadingQuality.Uncertain);

        await ExpectAsync(new(Day, "two"), new(Day + 1, 2, ReadingQuality.Uncertain));
    }

    [Fact]
    public async Task Read_SameTimeAgainAfterItSettled_LastWins()
    {
        Put(Day, 1);
        Put(Day + 5, 5);
        await SettleAsync();
        Put(Day, 2);

        await ExpectAsync(new(Day, 2), new(Day + 5, 5));
    }

    [Fact]
    public async Task Read_AnyOrder_Ascends()
    {
        foreach (int step in new[] { 5, 1, 9, 3, 0, 7 })
        {
            Put(Day + step, step);
        }

        await SettleAsync();
        foreach (int step in new[] { 8, 2, 6, 4 })
        {
            Put(Day + step, step);
        }

        await ExpectAsync([.. Enumerable.Range(0, 10).Select(step => new StoredReading(Day + step, step))]);
    }

    [Fact]
    public async Task Read_TimesFarApart_AllAreThere()
    {
        long[] times = [-62_135_596_800_000, -1, 0, 1, Day, 4_102_444_800_000, 253_402_300_799_999];
        foreach (long time in times)
        {
            Put(time, 1);
        }

        await ExpectAsync([.. times.Select(time => new StoredReading(time, 1))]);
    }

    [Fact]
    public async Task Read_ManyReadings_ComeInOrderAndWhole()
    {
        const int Count = 12_000;
        PutMany(Count, index => (Day + (index * 1000L), index / 7.0));

        await ExpectAsync([.. Enumerable.Range(0, Count).Select(index => new StoredReading(Day + (index * 1000L), index / 7.0))]);
    }

    [Fact]
    public async Task Read_ManyReadingsTwiceAndBackwards_LastOnesWin()
    {
        const int Count = 6_000;
        PutMany(Count, index => (Day + (index * 1000L), index));
        PutMany(Count, index => (Day + ((Count - 1 - index) * 1000L), -(double)index));

        await ExpectAsync(
            [.. Enumerable.Range(0, Count).Select(index => new StoredReading(Day + (index * 1000L), -(Count - 1.0 - index)))]);
    }

    [Fact]
    public async Task Read_Range_StartIncludedEndNot()
    {
        for (int step = 0; step < 10; step++)
        {
            Put(Day + step, step);
            if (step == 4)
            {
                await SettleAsync();
            }
        }

        async Task<double?[]> Within(long from, long to) =>
            [.. (await ReadAsync(range: new TimeRange(from, to))).Select(reading => reading.Value.Number)];

        Assert.Equal([3.0, 4, 5, 6], await Within(Day + 3, Day + 7));
        Assert.Equal([0.0], await Within(long.MinValue, Day + 1));
        Assert.Equal([9.0], await Within(Day + 9, long.MaxValue));
        Assert.Empty(await Within(Day + 10, long.MaxValue));
        Assert.Empty(await Within(long.MinValue, Day));
        Assert.Empty(await Within(Day + 5, Day + 5));
        Assert.Empty(await Within(Day + 7, Day + 3));
    }

    [Fact]
    public async Task Read_UnknownSeries_Empty()
    {
        Put(Day, 1);

        Assert.Empty(await ReadAsync(new RecordedSeries(987_654, "nobody", "nothing"), TimeRange.All));
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        Put(Day, 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ReadingRun _ in Engine.ReadAsync(Series(), TimeRange.All, new CancellationToken(canceled: true)))
            {
            }
        });
    }

    [Fact]
    public async Task Read_WhileMoreIsTaken_SeesWhatWasTakenBefore()
    {
        for (int round = 0; round < 20; round++)
        {
            int first = round * 500;
            PutMany(500, index => (Day + first + index, first + index));
            Assert.True((await ReadAsync()).Count == first + 500);
        }
    }

    [Fact]
    public async Task Take_EverythingAgain_ChangesNothing()
    {
        PutAll(Day, new Dictionary<string, MetricValue> { [Metric] = 1, ["door"] = "open", ["on"] = true });
        Put(Day, 2);
        Put(Day - 1, 3, device: Other);
        Engine.Take(Journal.From(1));
        await SettleAsync();
        Engine.Take(Journal.From(1));
        Engine.Take(Journal.From(2));

        await ExpectSeriesAsync(Device, Metric, new StoredReading(Day, 2));
        await ExpectSeriesAsync(Device, "door", new StoredReading(Day, "open"));
        await ExpectSeriesAsync(Device, "on", new StoredReading(Day, true));
        await ExpectSeriesAsync(Other, Metric, new StoredReading(Day - 1, 3));
    }

    [Fact]
    public async Task ListSeries_SeveralDevices_OrderedWithIdsOfTheirOwn()
    {
        PutAll(Day, new Dictionary<string, MetricValue> { ["z"] = 1, ["a"] = 2, ["l1.voltage_rms"] = 230 });
        Put(Day, 1, device: Other);

        (string, string)[] expected = [(Other, Metric), (Device, "a"), (Device, "l1.voltage_rms"), (Device, "z")];
        Assert.Equal(expected, Engine.ListSeries(null).Select(series => (series.Device, series.Metric)));
        Assert.Equal(expected[1..], Engine.ListSeries(Device).Select(series => (series.Device, series.Metric)));
        Assert.Empty(Engine.ListSeries("nobody"));
        Assert.Equal(4, Engine.ListSeries(null).Select(series => series.Id).Distinct().Count());
        Assert.All(Engine.ListSeries(null), series => Assert.True(series.Id >= 1));
        await SettleAsync();
        IReadOnlyList<RecordedSeries> before = Engine.ListSeries(null);
        await ReopenAsync();
        Assert.Equal(before, Engine.ListSeries(null));
    }

    [Fact]
    public void FindSeries_BySpelling_FindsOnlyIt()
    {
        Put(Day, 1);

        Assert.Equal(new RecordedSeries(Series().Id, Device, Metric), Engine.FindSeries(Device, Metric));
        Assert.Null(Engine.FindSeries(Device, Metric.ToUpperInvariant()));
        Assert.Null(Engine.FindSeries("nobody", Metric));
    }

    [Fact]
    public async Task Open_AfterRestart_HasTheNewestOfEachSeries()
    {
        Put(Day + 5, 5, ReadingQuality.Uncertain);
        Put(Day + 1, 1);
        Put(Day + 7, "text\0", device: Other, metric: "door");
        Put(Day, true, device: Other, metric: "on");
        await SettleAsync();
        await ReopenAsync();

        Assert.Equal(
            [(Other, "door", new(Day + 7, "text\0")), (Other, "on", new(Day, true)),
                (Device, Metric, new StoredReading(Day + 5, 5, ReadingQuality.Uncertain))],
            Opened.Select(reading => (reading.Device, reading.Metric,
                    new StoredReading(reading.Time.ToUnixTimeMilliseconds(), reading.Value, reading.Quality)))
                .OrderBy(reading => reading.Device, StringComparer.Ordinal).ThenBy(reading => reading.Metric, StringComparer.Ordinal));
    }

    [Fact]
    public async Task NeededFrom_WhatIsBefore_IsInTheEngineForGood()
    {
        Assert.Equal(1, Engine.NeededFrom);
        for (int step = 0; step < 5; step++)
        {
            long number = Put(Day + step, step);
            Assert.InRange(Engine.NeededFrom, 1, number + 1);
            Journal.DropBefore(Engine.NeededFrom);
        }

        await SettleAsync();
        Assert.Equal(Journal.Head + 1, Engine.NeededFrom);
        Journal.DropBefore(Engine.NeededFrom);
        await ReopenAsync();
        Assert.Equal(Journal.Head + 1, Engine.NeededFrom);
        Put(Day + 5, 5);

        await ExpectAsync([.. Enumerable.Range(0, 6).Select(step => new StoredReading(Day + step, step))]);
    }

    [Fact]
    public async Task Status_Always_SaysWhatItIs()
    {
        Put(Day, 1);
        Put(Day, 1, device: Other);
        await SettleAsync();

        EngineStatus status = Engine.Status;
        Assert.NotEmpty(status.Name);
        Assert.Null(status.Trouble);
        Assert.Equal(2, status.Series);
        Assert.Empty(status.Damages);
        await Engine.WaitForRoomAsync(CancellationToken.None);
    }
}
