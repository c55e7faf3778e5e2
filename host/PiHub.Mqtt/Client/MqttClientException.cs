using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Client;

/// <summary>A message cannot be published: the server refuses it, or does not serve what it needs. Trying again is of no use.</summary>
public sealed class MqttClientException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="code">Why, in MQTT's terms.</param>
    /// <param name="message">Why, for a person.</param>
    public MqttClientException(ReasonCode code, string message)
        : base(message) => Code = code;

    /// <summary>Why, in MQTT's terms; always 0x80 or above.</summary>
    public ReasonCode Code { get; }
}
