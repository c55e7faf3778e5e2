using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Sessions;

/// <summary>A client that may come in, and the CONNACK that says so.</summary>
internal sealed record Admission(Session Session, ConnAckPacket Welcome);
