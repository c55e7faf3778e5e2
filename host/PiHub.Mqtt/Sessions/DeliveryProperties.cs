using System.Buffers;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>Encodes the MQTT 5 properties of a PUBLISH to one client: its own before the message's. For the writing loop only.</summary>
internal sealed class DeliveryProperties
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(in Delivery delivery, uint? remainingSeconds)
    {
        if (delivery.SubscriptionIds is null && remainingSeconds is null)
        {
            return delivery.Message.EncodedProperties;
        }

        _buffer.ResetWrittenCount();
        foreach (uint identifier in delivery.SubscriptionIds ?? [])
        {
            _buffer.WriteByte((byte)PropertyId.SubscriptionIdentifier);
            _buffer.WriteVariable(identifier);
        }

        if (remainingSeconds is { } seconds)
        {
            _buffer.WriteByte((byte)PropertyId.MessageExpiryInterval);
            _buffer.WriteFourBytes(seconds);
        }

        _buffer.Write(delivery.Message.EncodedProperties);
        return _buffer.WrittenSpan;
    }
}
