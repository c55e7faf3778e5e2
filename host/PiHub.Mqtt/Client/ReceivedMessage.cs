using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>A message from the server.</summary>
public sealed record ReceivedMessage
{
    /// <summary>The message. <see cref="BusMessage.QualityOfService"/> is that of this delivery.</summary>
    public required BusMessage Message { get; init; }

    /// <summary>Whether the server says that it may have sent the message before.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>What else MQTT 5 says of it.</summary>
    internal MessageTerms Terms { get; init; }
}
