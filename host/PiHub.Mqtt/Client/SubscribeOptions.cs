using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Client;

/// <summary>What a subscription asks of an MQTT 5 server; 3.1.1 knows none of it.</summary>
public sealed record SubscribeOptions
{
    /// <summary>Whether the server keeps the client's own messages back.</summary>
    /// <value>false.</value>
    public bool NoLocal { get; init; }

    /// <summary>Whether live messages keep the retain flag that their publisher gave them.</summary>
    /// <value>false.</value>
    public bool RetainAsPublished { get; init; }

    /// <summary>When the server sends its retained messages.</summary>
    /// <value>Always.</value>
    public RetainHandling RetainHandling { get; init; }
}
