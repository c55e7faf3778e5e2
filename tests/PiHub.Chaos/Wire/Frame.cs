using System.Buffers.Binary;
using System.Text;

namespace PiHub.Chaos.Wire;

/// <summary>One packet as it came.</summary>
internal readonly record struct Frame(byte Header, ReadOnlyMemory<byte> Body)
{
    /// <summary>The packet type, chapter 2.1.2.</summary>
    public int Type => Header >> 4;

    /// <summary>Of a PUBLISH.</summary>
    public int QualityOfService => (Header >> 1) & 3;

    /// <summary>Of anything but a PUBLISH.</summary>
    public ushort PacketId => BinaryPrimitives.ReadUInt16BigEndian(Body.Span);

    /// <summary>What a MQTT 5 acknowledgement says; 0 when it says nothing.</summary>
    public byte Reason => Body.Length > 2 ? Body.Span[2] : (byte)0;

    /// <summary>Takes a PUBLISH apart.</summary>
    public (string Topic, ushort PacketId, string Payload) ReadPublish(bool isVersion5)
    {
        ReadOnlySpan<byte> body = Body.Span;
        int topicBytes = BinaryPrimitives.ReadUInt16BigEndian(body);
        string topic = Encoding.UTF8.GetString(body.Slice(2, topicBytes));
        body = body[(2 + topicBytes)..];
        ushort packetId = 0;
        if (QualityOfService > 0)
        {
            packetId = BinaryPrimitives.ReadUInt16BigEndian(body);
            body = body[2..];
        }

        if (isVersion5)
        {
            int propertyBytes = 0, at = 0;
            do
            {
                propertyBytes |= (body[at] & 127) << (7 * at);
            }
            while (body[at++] > 127);
            body = body[(at + propertyBytes)..];
        }

        return (topic, packetId, Encoding.UTF8.GetString(body));
    }
}
