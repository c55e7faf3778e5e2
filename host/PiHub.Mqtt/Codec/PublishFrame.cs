using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec;

/// <summary>A PUBLISH about to be written from its parts, without a packet object: the hot path of fan-out.</summary>
internal readonly ref struct PublishFrame
{
    private readonly bool _v5;
    private readonly string _topic;
    private readonly int _topicBytes;
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ReadOnlySpan<byte> _properties;

    /// <param name="v5">Whether to write MQTT 5.0 instead of 3.1.1.</param>
    /// <param name="topic">The topic name.</param>
    /// <param name="payload">The message.</param>
    /// <param name="properties">Encoded properties without their length; ignored for 3.1.1.</param>
    public PublishFrame(bool v5, string topic, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> properties)
    {
        _v5 = v5;
        _topic = topic;
        _topicBytes = Encoding.UTF8.GetByteCount(topic);
        _payload = payload;
        _properties = v5 ? properties : [];
    }

    public QualityOfService QualityOfService { get; init; }

    /// <summary>Not written at QoS 0.</summary>
    public ushort PacketId { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>The size of the whole packet.</summary>
    public long PacketBytes => 1L + FieldWriter.VariableLength((uint)BodyBytes) + BodyBytes;

    private int HeadBytes => 2 + _topicBytes + (QualityOfService > 0 ? 2 : 0);

    private int BodyBytes =>
        HeadBytes + (_v5 ? FieldWriter.VariableLength((uint)_properties.Length) + _properties.Length : 0) + _payload.Length;

    /// <exception cref="ArgumentException">The topic or the packet is longer than the format allows.</exception>
    public void Write(IBufferWriter<byte> output)
    {
        if (_topicBytes > ushort.MaxValue)
        {
            throw new ArgumentException("the topic is longer than 65,535 bytes");
        }

        // First byte, remaining length, topic, packet identifier and property length in one span.
        Span<byte> span = output.GetSpan(9 + HeadBytes);
        span[0] = (byte)(((int)PacketType.Publish << 4) | (Duplicate ? 8 : 0) | ((int)QualityOfService << 1) | (Retain ? 1 : 0));
        int at = 1 + FieldWriter.PutVariable(span[1..], (uint)BodyBytes);
        BinaryPrimitives.WriteUInt16BigEndian(span[at..], (ushort)_topicBytes);
        at += 2;
        at += Encoding.UTF8.GetBytes(_topic, span[at..]);
        if (QualityOfService > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span[at..], PacketId);
            at += 2;
        }

        if (_v5)
        {
            at += FieldWriter.PutVariable(span[at..], (uint)_properties.Length);
        }

        output.Advance(at);
        output.Write(_properties);
        output.Write(_payload);
    }
}
