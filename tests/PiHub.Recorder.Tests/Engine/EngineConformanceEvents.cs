namespace PiHub.Recorder.Tests.Engine;

/// <summary>Events: each once, newest first, page by page.</summary>
/// <param name="storage">Where the engine keeps its things.</param>
public abstract class EngineConformanceEvents(IEngineStorage storage) : EngineConformance(storage)
{
    [Fact]
    public async Task ReadEvents_AnyOrder_NewestFirst()
    {
        PutEvent(Day + 2, "dip", "{}");
        PutEvent(Day, "dip", "{\"type\":\"dip\"}");
        PutEvent(Day + 1, "swell", "{}");
        PutEvent(Day + 9, "dip", "{}", Other);

        await ExpectAsync(null, 10, (Day + 2, "dip", "{}"), (Day + 1, "swell", "{}"), (Day, "dip", "{\"type\":\"dip\"}"));
    }

    [Fact]
    public async Task ReadEvents_SameTwice_KeptOnce()
    {
        PutEvent(Day, "dip", "{\"a\":1}");
        PutEvent(Day, "dip", "{\"a\":1}");
        await SettleAsync();
        PutEvent(Day, "dip", "{\"a\":1}");
        Engine.Take(Journal.From(1));

        await ExpectAsync(null, 10, (Day, "dip", "{\"a\":1}"));
    }

    [Fact]
    public async Task ReadEvents_DifferentInOneThing_AllKept()
    {
        PutEvent(Day, "dip", "{\"a\":1}");
        PutEvent(Day, "dip", "{\"a\":2}");
        PutEvent(Day, "swell", "{\"a\":1}");
        PutEvent(Day + 1, "dip", "{\"a\":1}");

        await ExpectAsync(
            null, 10, (Day + 1, "dip", "{\"a\":1}"), (Day, "dip", "{\"a\":1}"), (Day, "dip", "{\"a\":2}"), (Day, "swell", "{\"a\":1}"));
    }

    [Fact]
    public async Task ReadEvents_PageEndsWithinAMillisecond_TakesAllOfIt()
    {
        PutEvent(Day + 1, "a", "{}");
        PutEvent(Day, "a", "{}");
        PutEvent(Day, "b", "{}");
        PutEvent(Day, "c", "{}");
        PutEvent(Day - 1, "d", "{}");

        await ExpectAsync(null, 2, (Day + 1, "a", "{}"), (Day, "a", "{}"), (Day, "b", "{}"), (Day, "c", "{}"));
        await ExpectAsync(Day, 2, (Day - 1, "d", "{}"));
        await ExpectAsync(Day - 1, 2);
    }

    [Fact]
    public async Task ReadEvents_PageByPage_EachOnce()
    {
        for (int step = 0; step < 250; step++)
        {
            PutEvent(Day + (step / 3), "e", $"{{\"n\":{step}}}");
        }

        var seen = new List<string>();
        long? before = null;
        do
        {
            IReadOnlyList<DeviceEvent> page = await Engine.ReadEventsAsync(Device, before, 20, CancellationToken.None);
            seen.AddRange(page.Select(one => one.Payload));
            before = page.Count == 0 ? null : page[^1].Time.ToUnixTimeMilliseconds();
        }
        while (before is not null);

        Assert.Equal(250, seen.Count);
        Assert.Equal(250, seen.Distinct().Count());
    }

    [Fact]
    public async Task ReadEvents_LargeAndOddPayloads_AreTheSame()
    {
        string large = $"{{\"type\":\"w\",\"samples\":\"{new string('é', 50_000)}\"}}";
        PutEvent(Day, "w", large);
        PutEvent(Day + 1, "w", "{\"text\":\"it's \\\"\\u0000\\\" 😀 \\\\\"}");

        await ExpectAsync(null, 10, (Day + 1, "w", "{\"text\":\"it's \\\"\\u0000\\\" 😀 \\\\\"}"), (Day, "w", large));
    }

    [Fact]
    public async Task DropEvents_BeforeATime_LaterOnesAndOtherDevicesStay()
    {
        PutEvent(Day, "a", "{}");
        PutEvent(Day + 1, "b", "{}");
        PutEvent(Day, "a", "{}", Other);
        await SettleAsync();

        await Engine.DropEventsAsync(Device, Day + 1, CancellationToken.None);

        Assert.Contains(await Engine.ReadEventsAsync(Device, null, 10, CancellationToken.None), one => one.Type == "b");
        Assert.Single(await Engine.ReadEventsAsync(Other, null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_Device_ItsEventsGoLaterOnesLive()
    {
        PutEvent(Day, "a", "{}");
        PutEvent(Day, "a", "{}", Other);
        await SettleAsync();
        PutEvent(Day + 1, "b", "{}");
        Delete(Device);
        PutEvent(Day - 1, "c", "{}");
        Engine.Take(Journal.From(1));

        await ExpectAsync(null, 10, (Day - 1, "c", "{}"));
        Assert.Single(await Engine.ReadEventsAsync(Other, null, 10, CancellationToken.None));
    }

    private async Task ExpectAsync(long? before, int limit, params (long Time, string Type, string Payload)[] expected)
    {
        // What has the same time may come in any order.
        async Task<IEnumerable<(long, string, string)>> Read()
        {
            IReadOnlyList<DeviceEvent> page = await Engine.ReadEventsAsync(Device, before, limit, CancellationToken.None);
            Assert.Equal(page.OrderByDescending(one => one.Time).Select(one => one.Time), page.Select(one => one.Time));
            Assert.All(page, one => Assert.Equal(Device, one.Device));
            return page.Select(one => (one.Time.ToUnixTimeMilliseconds(), one.Type, one.Payload))
                .OrderByDescending(one => one.Item1)
                .ThenBy(one => one.Type, StringComparer.Ordinal)
                .ThenBy(one => one.Payload, StringComparer.Ordinal);
        }

        Assert.Equal(expected, await Read());
        await SettleAsync();
        Assert.Equal(expected, await Read());
        await ReopenAsync();
        Assert.Equal(expected, await Read());
    }
}
