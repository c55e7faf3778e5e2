using PiHub.Sdk.Readings;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests;

public sealed class ReadingStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<MetricValue> Values() =>
    [
        0.0, -0.0, 1.0, 42.5, -1e-310, 5e-324, double.MaxValue, double.MinValue, Math.PI, 9007199254740993.0, 1e300,
        true, false, "", "on", "äöü €", "𝄞 \0 behind a null", "1", "true", new string('é', 255),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task AppendAsync_AnyValue_ComesBackWithKindAndBits(MetricValue value)
    {
        await using (ReadingStore store = await _folder.StartAsync())
        {
            await store.AppendAsync(Sample(1000, value), None);
        }

        await using ReadingStore reopened = await _folder.StartAsync();
        MetricValue kept = Assert.Single((await reopened.QueryAsync(Query(0, 2000), None)).Points).Value;
        Assert.Equal(value, kept);
        Assert.Equal(value.Kind, kept.Kind);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value.Number ?? 0), BitConverter.DoubleToInt64Bits(kept.Number ?? 0));
        Assert.Equal(value, Assert.Single(reopened.Latest("meter")).Value);
    }

    [Fact]
    public async Task AppendAsync_SameTimeTwice_LastWins()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await store.AppendAsync(Sample(1000, 1.0), None);
        await store.AppendAsync(Sample(1000, "two"), None);
        Assert.Equal("two", Assert.Single((await store.QueryAsync(Query(0, 2000), None)).Points).Value.Text);
        Assert.Equal("two", Assert.Single(store.Latest(null)).Value.Text);
    }

    [Fact]
    public async Task AppendAsync_TimeBelowTheMillisecond_IsCut()
    {
        await using ReadingStore store = await _folder.StartAsync();
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddTicks(12_345);
        await store.AppendAsync(Sample(0, 7.0) with { Time = time }, None);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(1), Assert.Single(store.Latest("meter")).Time);
        Assert.Empty((await store.QueryAsync(Query(0, 10) with { From = time }, None)).Points);
        Assert.Single((await store.QueryAsync(Query(0, 10) with { To = time }, None)).Points);
    }

    [Fact]
    public async Task Latest_OlderSampleLater_KeepsTheNewest()
    {
        await using (ReadingStore store = await _folder.StartAsync())
        {
            await store.AppendAsync(Sample(2000, 2.0), None);
            await store.AppendAsync(Sample(1000, 1.0), None);
            await store.AppendAsync(Sample(500, 5.0, "a.first", "another"), None);
            AssertLatest(store);
        }

        await using ReadingStore reopened = await _folder.StartAsync();
        AssertLatest(reopened);

        static void AssertLatest(ReadingStore store)
        {
            Assert.Equal([("another", "a.first", 5.0), ("meter", "power_watt", 2.0)], store.Latest(null).Select(Tuple));
            Assert.Equal([("meter", "power_watt", 2.0)], store.Latest("meter").Select(Tuple));
            Assert.Empty(store.Latest("nobody"));
        }

        static (string Device, string Metric, double? Number) Tuple(Reading reading) => (reading.Device, reading.Metric, reading.Value.Number);
    }

    [Theory]
    [InlineData("Meter", "power_watt", 0)]
    [InlineData("", "power_watt", 0)]
    [InlineData("meter", "", 0)]
    [InlineData("meter", "power_watt", -1)]
    public async Task AppendAsync_MalformedSample_IsRefused(string device, string metric, long milliseconds)
    {
        await using ReadingStore store = _folder.Create();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(Sample(milliseconds, 1.0, metric, device), None));
        Sample empty = Sample(0, 1.0) with { Metrics = new Dictionary<string, MetricValue>() };
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(empty, None));
    }

    [Fact]
    public async Task QueryEventsAsync_Pages_NewestFirstWithoutGap()
    {
        await using ReadingStore store = await _folder.StartAsync();
        foreach (int time in new[] { 3, 1, 2, 2, 5 })
        {
            await store.AppendEventAsync(Event(time, "voltage_dip"), None);
        }

        await store.AppendEventAsync(Event(2, "voltage_swell"), None);
        IReadOnlyList<DeviceEvent> first = await store.QueryEventsAsync("meter", null, 3, None);
        Assert.Equal([(5, "voltage_dip"), (3, "voltage_dip"), (2, "voltage_dip"), (2, "voltage_swell")], first.Select(Tuple));
        Assert.Equal("{\"type\":\"voltage_dip\",\"at\":5}", first[0].Payload);
        IReadOnlyList<DeviceEvent> second = await store.QueryEventsAsync("meter", first[^1].Time, 3, None);
        Assert.Equal([(1, "voltage_dip")], second.Select(Tuple));
        Assert.Empty(await store.QueryEventsAsync("nobody", null, 3, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.QueryEventsAsync("meter", null, 0, None));

        static (long, string) Tuple(DeviceEvent e) => (e.Time.ToUnixTimeMilliseconds(), e.Type);
    }

    [Fact]
    public async Task AppendEventAsync_MalformedType_IsRefused()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendEventAsync(Event(1, "Voltage Dip"), None));
    }

    [Fact]
    public async Task DeleteDeviceAsync_LeavesNothingOfItAndAllOfOthers()
    {
        await using (ReadingStore store = await _folder.StartAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 12_000).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask()));
            await store.AppendAsync(Sample(1, 3.0, device: "other"), None);
            await store.AppendEventAsync(Event(1, "voltage_dip"), None);
            await store.DeleteDeviceAsync("meter", None);
            Assert.Empty((await store.QueryAsync(Query(0, 20_000), None)).Points);
            Assert.Empty(await store.QueryEventsAsync("meter", null, 10, None));
            Assert.Equal("other", Assert.Single(store.Latest(null)).Device);
            await store.AppendAsync(Sample(7, 4.0), None);
            Assert.Equal(4.0, Assert.Single((await store.QueryAsync(Query(0, 20_000), None)).Points).Value.Number);
        }

        await using ReadingStore reopened = await _folder.StartAsync();
        Assert.Equal([4.0, 3.0], reopened.Latest(null).Select(reading => reading.Value.Number));
        Assert.Single((await reopened.QueryAsync(Query(0, 20_000), None)).Points);
    }

    [Fact]
    public async Task DisposeAsync_WhileWritesWait_LetsThemFailAndIsSafeTwice()
    {
        ReadingStore store = _folder.Create();
        Task waiting = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.AppendAsync(Sample(1, 1.0), None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.StartAsync(None));
    }

    [Fact]
    public async Task DisposeAsync_Running_CommitsWhatWaits()
    {
        Task[] waiting;
        await using (ReadingStore store = await _folder.StartAsync())
        {
            waiting = [.. Enumerable.Range(0, 500).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask())];
        }

        await Task.WhenAll(waiting);
        await using ReadingStore reopened = await _folder.StartAsync();
        Assert.Equal(500, (await reopened.QueryAsync(Query(0, 1000), None)).Points.Count);
    }

    private static DeviceEvent Event(long milliseconds, string type) => new()
    {
        Device = "meter",
        Time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        Type = type,
        Payload = $"{{\"type\":\"{type}\",\"at\":{milliseconds}}}",
    };
}
