using System.Buffers;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Kinds and qualities as runs of the same.</summary>
internal static class FlagColumn
{
    /// <summary>Writes a column.</summary>
    public static void Write(ReadingRun run, IBufferWriter<byte> to)
    {
        for (int index = 0; index < run.Count;)
        {
            int start = index;
            ReadingFlags flags = run.FlagsAt(start);
            while (index < run.Count && run.FlagsAt(index) == flags)
            {
                index++;
            }

            to.WriteVariable((ulong)(index - start));
            to.WriteByte(flags.Bits);
        }
    }

    /// <summary>Reads a column.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Read(ref ByteReader reader, Span<ReadingFlags> flags)
    {
        while (!flags.IsEmpty)
        {
            int length = reader.ReadCount(flags.Length);
            if (length == 0)
            {
                throw ByteReader.Damaged();
            }

            flags[..length].Fill(new ReadingFlags(reader.ReadByte()));
            flags = flags[length..];
        }
    }
}
