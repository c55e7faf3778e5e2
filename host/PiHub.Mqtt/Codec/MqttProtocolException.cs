namespace PiHub.Mqtt.Codec;

/// <summary>The peer broke the protocol; the connection must close. The only exception that reading throws.</summary>
internal sealed class MqttProtocolException : Exception
{
    public MqttProtocolException(ReasonCode reason, string message)
        : base(message) => Reason = reason;

    /// <summary>What an MQTT 5 peer is told.</summary>
    public ReasonCode Reason { get; }

    public static MqttProtocolException Malformed(string message) => new(ReasonCode.MalformedPacket, message);

    public static MqttProtocolException NotAllowed(string message) => new(ReasonCode.ProtocolError, message);
}
