using System.Buffers;
using System.Text;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Codec;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Publishing;

/// <summary>A message on its way through the broker; shared by all who get it.</summary>
public sealed class PublishedMessage
{
    /// <summary>The <see cref="ClientId"/> of messages from the in-process bus.</summary>
    public const string HubClientId = "$hub";

    private byte[]? _encodedProperties;
    private int _sizeBytes;

    /// <summary>Who published it: an MQTT client id, <see cref="HubClientId"/>, or <c>$bridge/</c> and the name of the bridge that
    /// brought it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The message as it was published.</summary>
    public required BusMessage Message { get; init; }

    /// <summary>When the broker got it, by the wall clock in UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The same instant by the monotonic clock, for the message's expiry.</summary>
    internal long ReceivedTimestamp { get; init; }

    /// <summary>Whether the publisher promised UTF-8 (5.0: 3.3.2.3.2); null when it said nothing.</summary>
    internal uint? PayloadFormatIndicator { get; init; }

    /// <summary>After which the message is not delivered any more (5.0: 3.3.2.3.3); null for never.</summary>
    internal uint? ExpirySeconds { get; init; }

    /// <summary>What it counts for in a queue: the bytes of its topic and payload.</summary>
    internal int SizeBytes => _sizeBytes > 0 ? _sizeBytes : _sizeBytes = Encoding.UTF8.GetByteCount(Message.Topic) + Message.Payload.Length;

    /// <summary>The MQTT 5 properties for subscribers, encoded once for all of them, without the message's expiry.</summary>
    internal ReadOnlySpan<byte> EncodedProperties => _encodedProperties ??= EncodeProperties();

    /// <summary>Whether a client id is not for clients.</summary>
    internal static bool IsReserved(string clientId) =>
        clientId == HubClientId || clientId.StartsWith(BridgeSettings.ClientIdPrefix, StringComparison.Ordinal);

    internal static PublishedMessage Create(string clientId, BusMessage message, PacketProperties? properties, TimeProvider time) => new()
    {
        ClientId = clientId,
        Message = message,
        ReceivedAt = time.GetUtcNow(),
        ReceivedTimestamp = time.GetTimestamp(),
        PayloadFormatIndicator = properties?.PayloadFormatIndicator,
        ExpirySeconds = properties?.MessageExpirySeconds,
    };

    /// <summary>The message that a client's PUBLISH or will carries.</summary>
    internal static BusMessage ToBusMessage(
        string topic, ReadOnlyMemory<byte> payload, QualityOfService quality, bool retain, PacketProperties? properties)
    {
        var message = new BusMessage { Topic = topic, Payload = payload, QualityOfService = quality, Retain = retain };
        return properties is null
            ? message
            : message with
            {
                ContentType = properties.ContentType,
                ResponseTopic = properties.ResponseTopic,
                CorrelationData = properties.CorrelationData,
                UserProperties = properties.UserProperties,
            };
    }

    /// <summary>What is left of the expiry, in whole seconds (5.0: 3.3.2-6); null for no expiry, 0 when it has passed.</summary>
    internal uint? RemainingSeconds(TimeProvider time)
    {
        if (ExpirySeconds is not { } seconds)
        {
            return null;
        }

        double left = seconds - time.GetElapsedTime(ReceivedTimestamp).TotalSeconds;
        return left > 0 ? (uint)Math.Ceiling(left) : 0;
    }

    // Two threads may both encode; the results are equal.
    private byte[] EncodeProperties()
    {
        BusMessage message = Message;
        if (PayloadFormatIndicator is null && message is
            { ContentType: null, ResponseTopic: null, CorrelationData.Length: 0, UserProperties.Count: 0 })
        {
            return [];
        }

        var output = new ArrayBufferWriter<byte>();
        PropertyWriter.Write(output, new PacketProperties
        {
            PayloadFormatIndicator = PayloadFormatIndicator,
            ContentType = message.ContentType,
            ResponseTopic = message.ResponseTopic,
            CorrelationData = message.CorrelationData.IsEmpty ? null : message.CorrelationData.ToArray(),
            UserProperties = message.UserProperties,
        });
        return output.WrittenSpan.ToArray();
    }
}
