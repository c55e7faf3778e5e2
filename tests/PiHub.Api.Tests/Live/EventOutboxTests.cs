using System.Text;
using System.Text.Json.Nodes;
using PiHub.Api.Live;

namespace PiHub.Api.Tests.Live;

public sealed class EventOutboxTests
{
    private readonly EventOutbox _outbox = new(TimeProvider.System);

    [Fact]
    public async Task Samples_OfASlowClient_AreCoalescedToTheNewestOfEachDevice()
    {
        _outbox.Select(["samples/a", "samples/b"]);
        for (int i = 0; i < 10_000; i++)
        {
            _outbox.Offer("samples/a", Bytes($"a{i}"));
            _outbox.Offer("samples/b", Bytes($"b{i}"));
        }

        IReadOnlyList<byte[]> messages = await _outbox.TakeAsync(CancellationToken.None);

        Assert.Equal(["a9999", "b9999"], messages.Select(Text).Order());
    }

    [Fact]
    public async Task OtherEvents_BeyondTheCapacity_DropTheOldest_AndTheClientIsToldHowMany()
    {
        _outbox.Select(["plugins"]);
        for (int i = 0; i < EventOutbox.Capacity + 3; i++)
        {
            _outbox.Offer("plugins", Bytes($"{i}"));
        }

        IReadOnlyList<byte[]> messages = await _outbox.TakeAsync(CancellationToken.None);

        Assert.Equal(3, (int?)JsonNode.Parse(messages[0])?["data"]?["missed"]);
        Assert.Equal(Enumerable.Range(3, EventOutbox.Capacity).Select(i => $"{i}"), messages.Skip(1).Select(Text));
    }

    [Fact]
    public async Task Channels_NotSelected_AreNotSent()
    {
        _outbox.Select(["devices"]);
        _outbox.Offer("plugins", Bytes("no"));
        _outbox.Offer("devices", Bytes("yes"));

        Assert.Equal("yes", Text(Assert.Single(await _outbox.TakeAsync(CancellationToken.None))));
        Assert.False(_outbox.Wants("plugins"));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message);
}
