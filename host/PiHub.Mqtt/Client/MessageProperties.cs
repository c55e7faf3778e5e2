using PiHub.Mqtt.Codec;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>The MQTT 5 properties of a message that a client sends, as PUBLISH or as will.</summary>
internal static class MessageProperties
{
    public static PacketProperties Of(BusMessage message, MessageTerms terms = default) => new()
    {
        PayloadFormatIndicator = terms.PayloadFormatIndicator,
        MessageExpirySeconds = terms.ExpirySeconds,
        ContentType = message.ContentType,
        ResponseTopic = message.ResponseTopic,
        CorrelationData = message.CorrelationData.IsEmpty ? null : message.CorrelationData.ToArray(),
        UserProperties = message.UserProperties,
    };
}
