using System.Text;
using System.Text.Json.Nodes;
using PiHub.Api.Live;
using PiHub.Api.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Tests.Live;

public sealed class TopicWatchTests
{
    private readonly SteppedTime _time = new();
    private readonly HandBus _bus = new();
    private int _wakes;

    [Fact]
    public async Task MessagesOfATopic_ThatWait_AreCoalescedAndCounted()
    {
        await using TopicWatch watch = Watch("mqtt/#");
        for (int i = 0; i < 1_000; i++)
        {
            await _bus.SayAsync("a", $"{i}");
        }

        await _bus.SayAsync("b", "x");
        JsonNode[] taken = Take(watch);

        Assert.Equal(["a", "b"], taken.Select(message => (string?)message["data"]?["topic"]));
        Assert.Equal(("999", 1_000), ((string?)taken[0]["data"]?["payload"], (int?)taken[0]["data"]?["count"]));
        Assert.Equal("mqtt/#", (string?)taken[0]["topic"]);
        Assert.Empty(Take(watch));
    }

    [Fact]
    public async Task TopicsBeyondTheCapacity_AreDroppedAndCounted_AndComeInBatches()
    {
        await using TopicWatch watch = Watch("mqtt/#");
        for (int i = 0; i < TopicWatch.Capacity + 7; i++)
        {
            await _bus.SayAsync($"t/{i}", "x");
        }

        JsonNode[] first = Take(watch);
        int rest = 0;
        while (Take(watch) is { Length: > 0 } batch)
        {
            rest += batch.Length;
        }

        Assert.Equal(TopicWatch.BatchMessages + 1, first.Length);
        Assert.Equal(7, (int?)first[^1]["data"]?["dropped"]);
        Assert.Equal(TopicWatch.Capacity, TopicWatch.BatchMessages + rest);
    }

    [Fact]
    public async Task LongTopics_AreBoundedInBytes()
    {
        await using TopicWatch watch = Watch("mqtt/#");
        for (int i = 0; i < 200; i++)
        {
            await _bus.SayAsync($"{i}/{new string('t', 60_000)}", "x");
        }

        JsonNode[] taken = Take(watch);

        Assert.InRange(taken.Length, 2, TopicWatch.CapacityBytes / 120_000 + 1);
        Assert.True((int?)taken[^1]["data"]?["dropped"] > 0);
    }

    [Fact]
    public async Task Payload_IsCutToAPreview_AndItsSizeTold()
    {
        await using TopicWatch watch = Watch("mqtt/long");
        await _bus.SayAsync("long", new string('x', 5_000));

        JsonNode? data = Take(watch)[0]["data"];

        Assert.Equal((new string('x', 1_024), true, 5_000), ((string?)data?["payload"], (bool?)data?["truncated"], (int?)data?["size"]));
    }

    [Fact]
    public async Task Client_IsWokenAtIntervals_WhileSomethingWaits()
    {
        await using TopicWatch watch = Watch("mqtt/#");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _wakes);

        await _bus.SayAsync("a", "1");
        await _bus.SayAsync("a", "2");
        Assert.Equal(0, _wakes);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, _wakes);
        Take(watch);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public async Task Disposed_UnsubscribesFromTheBus()
    {
        TopicWatch watch = Watch("mqtt/a/+");
        Assert.Equal(["a/+"], _bus.Filters);

        await watch.DisposeAsync();

        Assert.Empty(_bus.Filters);
    }

    private static JsonNode[] Take(TopicWatch watch)
    {
        List<byte[]> messages = [];
        watch.Take(messages);
        return [.. messages.Select(message => JsonNode.Parse(message) ?? "null")];
    }

    private TopicWatch Watch(string channel) => new(channel, _bus, () => _wakes++, _time);

    /// <summary>A bus whose messages the test hands out.</summary>
    private sealed class HandBus : IBus
    {
        private readonly Dictionary<string, Func<BusMessage, CancellationToken, ValueTask>> _handlers = [];

        public IEnumerable<string> Filters => _handlers.Keys;

        public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler)
        {
            _handlers.Add(topicFilter, handler);
            return new Leaving(() => _handlers.Remove(topicFilter));
        }

        public async Task SayAsync(string topic, string payload)
        {
            foreach (Func<BusMessage, CancellationToken, ValueTask> handler in _handlers.Values)
            {
                await handler(new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload) }, CancellationToken.None);
            }
        }

        private sealed class Leaving(Action leave) : IAsyncDisposable
        {
            public ValueTask DisposeAsync()
            {
                leave();
                return ValueTask.CompletedTask;
            }
        }
    }
}
