using System.Buffers.Binary;
using System.Text;

namespace PiHub.Benchmarks.Wire;

/// <summary>Writes the few MQTT 3.1.1 packets that a load needs.</summary>
internal static class MqttPackets
{
    /// <summary>CONNECT, chapter 3.1: clean session, no keep-alive, no user.</summary>
    public static byte[] Connect(string clientId) => Packet(0x10, [0, 4, .. "MQTT"u8, 4, 2, 0, 0, .. Text(clientId)]);

    /// <summary>SUBSCRIBE, chapter 3.8, one filter.</summary>
    public static byte[] Subscribe(string filter, int qualityOfService) => Packet(0x82, [0, 1, .. Text(filter), (byte)qualityOfService]);

    /// <summary>DISCONNECT, chapter 3.14.</summary>
    public static byte[] Disconnect() => [0xE0, 0];

    /// <summary>PUBLISH, chapter 3.3: QoS 1 with a packet identifier, QoS 0 when that is 0.</summary>
    public static byte[] Publish(string topic, ushort packetId, ReadOnlySpan<byte> payload) => packetId == 0
        ? Packet(0x30, [.. Text(topic), .. payload])
        : Packet(0x32, [.. Text(topic), (byte)(packetId >> 8), (byte)packetId, .. payload]);

    /// <summary>PUBACK, chapter 3.4, written at the end of a buffer.</summary>
    public static void WritePublishAcknowledgement(Span<byte> target, ushort packetId)
    {
        target[0] = 0x40;
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
