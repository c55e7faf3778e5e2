using System.Buffers;
using System.Text.Json;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Tests.Codec;

/// <summary>Writes and reads packets for the codec's tests.</summary>
internal static class PacketBytes
{
    public const int MaximumPacketBytes = 1_048_576;

    public static byte[] Write(Packet packet, ProtocolVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        new PacketWriter(version).Write(output, packet);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads one packet; a version of null reads CONNECT.</summary>
    public static Packet? Read(byte[] bytes, ProtocolVersion? version, int chunkBytes = int.MaxValue)
    {
        ReadOnlySequence<byte> input = Split(bytes, chunkBytes);
        return new PacketReader(MaximumPacketBytes) { Version = version }.Read(ref input);
    }

    public static ReasonCode ReasonOf(byte[] bytes, ProtocolVersion? version) =>
        Assert.Throws<MqttProtocolException>(() => Read(bytes, version)).Reason;

    /// <summary>A packet as text, for comparison by content.</summary>
    public static string Describe(Packet packet) => $"{packet.GetType().Name} {JsonSerializer.Serialize(packet, packet.GetType())}";

    private static ReadOnlySequence<byte> Split(byte[] bytes, int chunkBytes)
    {
        if (bytes.Length <= chunkBytes)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        var first = new Segment(bytes.AsMemory(0, chunkBytes), 0);
        Segment last = first;
        for (int at = chunkBytes; at < bytes.Length; at += chunkBytes)
        {
            var next = new Segment(bytes.AsMemory(at, Math.Min(chunkBytes, bytes.Length - at)), at);
            last.Append(next);
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public void Append(Segment next) => Next = next;
    }
}
