using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace PiHub.Mqtt.Codec;

/// <summary>Reads the data types of MQTT (5.0: 1.5) from the body of one packet.</summary>
internal ref struct FieldReader
{
    private ReadOnlySpan<byte> _rest;

    public FieldReader(ReadOnlySpan<byte> body) => _rest = body;

    public readonly int RemainingBytes => _rest.Length;

    public byte ReadByte()
    {
        ReadOnlySpan<byte> field = Take(1);
        return field[0];
    }

    public ushort ReadTwoBytes() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint ReadFourBytes() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>A packet identifier, which is never 0 (5.0: 2.2.1-3; 3.1.1: 2.3.1-1).</summary>
    public ushort ReadPacketId()
    {
        ushort id = ReadTwoBytes();
        return id != 0 ? id : throw MqttProtocolException.NotAllowed("the packet identifier is 0");
    }

    /// <summary>A variable byte integer of at most four bytes in its shortest form (5.0: 1.5.5-1).</summary>
    public uint ReadVariable()
    {
        uint value = 0;
        for (int shift = 0; shift <= 21; shift += 7)
        {
            byte part = ReadByte();
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return part != 0 || shift == 0
                    ? value
                    : throw MqttProtocolException.Malformed("a variable byte integer is longer than needed");
            }
        }

        throw MqttProtocolException.Malformed("a variable byte integer is longer than four bytes");
    }

    public ReadOnlySpan<byte> ReadBinary() => Take(ReadTwoBytes());

    /// <summary>The bytes of a UTF-8 string, checked (5.0: 1.5.4-1, 1.5.4-2; 3.1.1: 1.5.3-1, 1.5.3-2).</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        ReadOnlySpan<byte> text = ReadBinary();
        if (text.Contains((byte)0) || !Utf8.IsValid(text))
        {
            throw MqttProtocolException.Malformed("a string is not valid UTF-8 or has a null character");
        }

        return text;
    }

    // GetString keeps U+FEFF (5.0: 1.5.4-3).
    public string ReadText() => Encoding.UTF8.GetString(ReadUtf8());

    /// <summary>Everything that is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => Take(_rest.Length);

    /// <summary>A part of the body as its own reader.</summary>
    [UnscopedRef]
    public FieldReader ReadPart(uint lengthBytes) =>
        lengthBytes <= (uint)_rest.Length
            ? new FieldReader(Take((int)lengthBytes))
            : throw MqttProtocolException.Malformed("the packet ends within a field");

    private ReadOnlySpan<byte> Take(int lengthBytes)
    {
        if (lengthBytes > _rest.Length)
        {
            throw MqttProtocolException.Malformed("the packet ends within a field");
        }

        ReadOnlySpan<byte> field = _rest[..lengthBytes];
        _rest = _rest[lengthBytes..];
        return field;
    }
}
