using System.Text;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Packets put together byte by byte, so that they can be wrong.</summary>
internal static class Wire
{
    /// <summary>The first byte, the length, the fields.</summary>
    public static byte[] Packet(byte first, params byte[][] fields)
    {
        byte[] body = [.. fields.SelectMany(field => field)];
        return [first, .. Variable(body.Length), .. body];
    }

    public static byte[] Variable(int number)
    {
        List<byte> bytes = [];
        do
        {
            bytes.Add((byte)((number % 128) + (number >= 128 ? 128 : 0)));
            number /= 128;
        }
        while (number > 0);
        return [.. bytes];
    }

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Two(int number) => [(byte)(number >> 8), (byte)number];

    public static byte[] Binary(byte[] bytes) => [.. Two(bytes.Length), .. bytes];

    public static byte[] Text(string text) => Binary(Encoding.UTF8.GetBytes(text));

    /// <summary>A length and the properties in MQTT 5, nothing in 3.1.1.</summary>
    public static byte[] Properties(int level, params byte[] bytes) => level == 5 ? [.. Variable(bytes.Length), .. bytes] : [];

    /// <summary>A CONNECT without payload: the fields behind it follow.</summary>
    public static byte[] Connect(int level, byte flags, params byte[][] payload) =>
        Packet(0x10, [Text("MQTT"), [(byte)level, flags], Two(0), Properties(level), .. payload]);

    /// <summary>A PUBLISH; a packet id of null leaves the field out.</summary>
    public static byte[] Publish(int level, byte first, byte[] topic, int? packetId = null, byte[]? properties = null, string payload = "x") => Packet(
        first, Binary(topic), packetId is { } id ? Two(id) : [], Properties(level, properties ?? []), Encoding.UTF8.GetBytes(payload));

    /// <summary>A SUBSCRIBE for one filter.</summary>
    public static byte[] Subscribe(int level, byte first, int packetId, byte[] filter, byte options = 0) =>
        Packet(first, Two(packetId), Properties(level), Binary(filter), [options]);

    public static byte[] Unsubscribe(int level, byte first, int packetId, byte[] filter) =>
        Packet(first, Two(packetId), Properties(level), Binary(filter));
}
