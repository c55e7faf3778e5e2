using System.Buffers.Binary;
using System.Text;

namespace PiHub.Benchmarks.Wire;

/// <summary>Writes the few MQTT 3.1.1 packets that a load needs.</summary>
internal static class MqttPackets
{
    /// <summary>Bytes of PUBACK, PUBREC, PUBREL and PUBCOMP.</summary>
    public const int AnswerBytes = 4;

    public const byte PublishAcknowledged = 0x40;
    public const byte PublishReceived = 0x50;
    public const byte PublishRelease = 0x62;
    public const byte PublishComplete = 0x70;

    /// <summary>CONNECT, chapter 3.1: no keep-alive, no user.</summary>
    public static byte[] Connect(string clientId, bool isClean) =>
        Packet(0x10, [0, 4, .. "MQTT"u8, 4, (byte)(isClean ? 2 : 0), 0, 0, .. Text(clientId)]);

    /// <summary>SUBSCRIBE, chapter 3.8, one filter.</summary>
    public static byte[] Subscribe(string filter, int qualityOfService) => Packet(0x82, [0, 1, .. Text(filter), (byte)qualityOfService]);

    /// <summary>DISCONNECT, chapter 3.14.</summary>
    public static byte[] Disconnect() => [0xE0, 0];

    /// <summary>PUBLISH, chapter 3.3; the packet identifier is left out with QoS 0.</summary>
    public static byte[] Publish(string topic, int qualityOfService, bool isRetained, ushort packetId, ReadOnlySpan<byte> payload)
    {
        byte header = (byte)(0x30 | (qualityOfService << 1) | (isRetained ? 1 : 0));
        return qualityOfService == 0
            ? Packet(header, [.. Text(topic), .. payload])
            : Packet(header, [.. Text(topic), (byte)(packetId >> 8), (byte)packetId, .. payload]);
    }

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP, chapters 3.4 to 3.7, written at the start of a buffer.</summary>
    public static void WriteAnswer(Span<byte> target, byte header, ushort packetId)
    {
        target[0] = header;
        target[1] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], packetId);
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static byte[] Packet(byte header, byte[] body)
    {
        List<byte> length = [];
        int rest = body.Length;
        do
        {
            length.Add((byte)(rest > 127 ? (rest & 127) | 128 : rest));
            rest >>= 7;
        }
        while (rest > 0);
        return [header, .. length, .. body];
    }
}
