using System.Text;

namespace PiHub.Chaos.Wire;

/// <summary>Writes packets of MQTT 3.1.1 and 5, with the identifiers and flags that the caller wants.</summary>
internal static class Packets
{
    public const int ConnAck = 2, Publish = 3, PubAck = 4, PubRec = 5, PubRel = 6, PubComp = 7, SubAck = 9, PingResp = 13;
    private const byte SessionExpiryInterval = 0x11;

    /// <summary>CONNECT without keep-alive. With MQTT 5 a kept session expires an hour after its client left.</summary>
    public static byte[] Connect(bool isVersion5, string clientId, bool isKept)
    {
        byte[] properties = !isVersion5 ? [] : isKept ? [5, SessionExpiryInterval, 0, 0, 0x0E, 0x10] : [0];
        return Packet(0x10, [.. Text("MQTT"), (byte)(isVersion5 ? 5 : 4), (byte)(isKept ? 0 : 2), 0, 0, .. properties, .. Text(clientId)]);
    }

    /// <summary>SUBSCRIBE with the identifier 1 and QoS 2.</summary>
    public static byte[] Subscribe(bool isVersion5, IEnumerable<string> filters) =>
        Packet(0x82, [0, 1, .. NoProperties(isVersion5), .. filters.SelectMany(filter => (byte[])[.. Text(filter), 2])]);

    public static byte[] Message(bool isVersion5, string topic, string payload, byte flags, ushort packetId)
    {
        byte[] id = (flags & 6) == 0 ? [] : [(byte)(packetId >> 8), (byte)packetId];
        return Packet((byte)(0x30 | flags), [.. Text(topic), .. id, .. NoProperties(isVersion5), .. Encoding.UTF8.GetBytes(payload)]);
    }

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public static byte[] Answer(int type, ushort packetId) =>
        [(byte)((type << 4) | (type == PubRel ? 2 : 0)), 2, (byte)(packetId >> 8), (byte)packetId];

    public static byte[] Ping() => [0xC0, 0];

    public static byte[] Disconnect() => [0xE0, 0];

    private static byte[] NoProperties(bool isVersion5) => isVersion5 ? [0] : [];

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
