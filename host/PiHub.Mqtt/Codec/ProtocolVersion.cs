namespace PiHub.Mqtt.Codec;

/// <summary>The protocol level byte of CONNECT (3.1.1 and 5.0: 3.1.2.2).</summary>
internal enum ProtocolVersion : byte
{
    V311 = 4,
    V5 = 5,
}
