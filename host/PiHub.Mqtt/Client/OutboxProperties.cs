using System.Buffers;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>Encodes the properties of a message as an MQTT 5 packet carries them.</summary>
internal static class OutboxProperties
{
    /// <exception cref="ArgumentException">MQTT cannot carry the message, so that it would wait for ever.</exception>
    public static byte[] Encode(BusMessage message, MessageTerms terms)
    {
        if (!TopicName.IsValid(message.Topic))
        {
            throw new ArgumentException($"'{message.Topic}' is not a topic name", nameof(message));
        }

        var output = new ArrayBufferWriter<byte>();
        PropertyWriter.Write(output, MessageProperties.Of(message, terms));
        try
        {
            MessageColumns.ReadProperties(output.WrittenSpan);
            return output.WrittenSpan.ToArray();
        }
        catch (MqttProtocolException exception)
        {
            throw new ArgumentException(exception.Message, nameof(message), exception);
        }
    }
}
