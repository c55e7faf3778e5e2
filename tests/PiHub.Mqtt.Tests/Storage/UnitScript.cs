using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>Turns any numbers into units that a broker could append: sequences grow, sessions begin, end and begin again.</summary>
internal sealed class UnitScript
{
    private static readonly string[] Clients = ["a", "bé", "client/3"];
    private readonly Dictionary<string, long> _sequences = [];

    /// <summary>A message with all that can be told of it.</summary>
    public static PublishedMessage Message(int seed, string topic = "t") => new()
    {
        ClientId = $"publisher {seed % 3}",
        ReceivedAt = DateTimeOffset.UnixEpoch.AddDays(20_000).AddTicks(seed),
        ExpirySeconds = seed % 4 == 0 ? uint.MaxValue : null,
        PayloadFormatIndicator = seed % 5 == 0 ? 1u : null,
        Message = new BusMessage
        {
            Topic = topic,
            Payload = new byte[seed % 7 * 300],
            QualityOfService = (QualityOfService)(seed % 3),
            Retain = seed % 2 == 0,
            ContentType = seed % 6 == 0 ? "text/plain" : null,
            ResponseTopic = seed % 8 == 0 ? "answers" : null,
            CorrelationData = seed % 9 == 0 ? [1, 2, 0] : Array.Empty<byte>(),
            UserProperties = seed % 10 == 0 ? [new("k", "1"), new("k", "2")] : [],
        },
    };

    public StoreUnit Next(int[] numbers) => new() { Changes = [.. numbers.SelectMany(Changes)], IsLazy = numbers.Length % 2 == 0 };

    private IEnumerable<StoreChange> Changes(int number)
    {
        (int kind, int rest) = (number % 14, number / 14);
        string client = Clients[rest % 3];
        rest /= 3;
        long known = _sequences.GetValueOrDefault(client);
        long sequence = known - (rest % 4);
        return kind switch
        {
            0 or 1 => [new SessionSaved(new StoredSession
            {
                ClientId = client,
                ExpirySeconds = rest % 2 == 0 ? uint.MaxValue : (uint)rest,
                DisconnectedAt = rest % 3 == 0 ? DateTimeOffset.UnixEpoch.AddTicks(rest) : null,
            })],
            2 => [End(client)],
            3 => [new SubscriptionSaved(client, new StoredSubscription
            {
                Filter = $"f/{rest % 3}/#",
                MaximumQuality = (QualityOfService)(rest % 3),
                NoLocal = rest % 2 == 0,
                RetainAsPublished = rest % 5 == 0,
                RetainHandling = (RetainHandling)(rest % 3),
                Identifier = rest % 4 == 0 ? (uint)rest : null,
            })],
            4 => [new SubscriptionDeleted(client, $"f/{rest % 3}/#")],
            5 => [new DeliverySent(client, sequence, (ushort)(1 + (rest % 9)))],
            6 => [new DeliveryReceived(client, sequence)],
            7 => [new DeliveryDeleted(client, sequence)],
            8 => [new ReceiptAdded(client, (ushort)(1 + (rest % 5)))],
            9 => [new ReceiptDeleted(client, (ushort)(1 + (rest % 5)))],
            10 => [new RetainedSaved(Message(rest, $"r/{rest % 3}"))],
            11 => [new RetainedDeleted($"r/{rest % 3}")],
            12 => ToAll(Message(rest)),
            _ => [Add(client, Message(rest), rest)],
        };
    }

    private List<StoreChange> ToAll(PublishedMessage message) => [.. Clients.Select((client, index) => Add(client, message, index))];

    private DeliveryAdded Add(string client, PublishedMessage message, int seed)
    {
        long sequence = _sequences[client] = _sequences.GetValueOrDefault(client) + 1;
        return new DeliveryAdded(client, sequence, new Delivery(message, (QualityOfService)(1 + (seed % 2)), seed % 3 == 0)
        {
            SubscriptionIds = (seed % 4) switch { 0 => null, 1 => [], _ => [(uint)seed, uint.MaxValue] },
        });
    }

    // The next session of the client counts from the beginning.
    private SessionDeleted End(string client)
    {
        _sequences.Remove(client);
        return new SessionDeleted(client);
    }
}
