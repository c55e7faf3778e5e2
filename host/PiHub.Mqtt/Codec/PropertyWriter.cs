using System.Buffers;

namespace PiHub.Mqtt.Codec;

/// <summary>Writes the properties of one packet (5.0: 2.2.2), without the length in front.</summary>
internal static class PropertyWriter
{
    public static void Write(IBufferWriter<byte> output, PacketProperties properties)
    {
        foreach (PacketProperties.Entry entry in properties.Entries)
        {
            output.WriteByte((byte)entry.Id);
            switch (entry.Value)
            {
                case string text:
                    output.WriteText(text);
                    break;
                case byte[] bytes:
                    output.WriteBinary(bytes);
                    break;
                case KeyValuePair<string, string> pair:
                    output.WriteText(pair.Key);
                    output.WriteText(pair.Value);
                    break;
                default:
                    WriteNumber(output, entry);
                    break;
            }
        }
    }

    private static void WriteNumber(IBufferWriter<byte> output, PacketProperties.Entry entry)
    {
        switch (PropertyRule.Find((byte)entry.Id)?.Kind)
        {
            case PropertyKind.Byte:
                output.WriteByte((byte)entry.Number);
                break;
            case PropertyKind.TwoBytes:
                output.WriteTwoBytes((ushort)entry.Number);
                break;
            case PropertyKind.FourBytes:
                output.WriteFourBytes(entry.Number);
                break;
            default:
                output.WriteVariable(entry.Number);
                break;
        }
    }
}
