using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Client;

/// <summary>What MQTT 5 says of a message beyond <see cref="PiHub.Sdk.Bus.BusMessage"/>.</summary>
/// <param name="ExpirySeconds">After which it is not delivered any more (5.0: 3.3.2.3.3); null for never.</param>
/// <param name="PayloadFormatIndicator">Whether its publisher promised UTF-8 (5.0: 3.3.2.3.2); null when it said nothing.</param>
internal readonly record struct MessageTerms(uint? ExpirySeconds, uint? PayloadFormatIndicator)
{
    public static MessageTerms Of(PacketProperties? properties) =>
        new(properties?.MessageExpirySeconds, properties?.PayloadFormatIndicator);
}
