using System.Buffers;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>The content of a block of readings: columns of times, numbers, kinds and qualities, texts.</summary>
internal static class ReadingCodec
{
    /// <summary>The most readings in a block: bounds what damaged bytes can make a reader allocate.</summary>
    public const int MostReadings = 65_536;

    private const byte HasFlags = 1;
    private const byte HasTexts = 2;

    /// <summary>Writes a block's content.</summary>
    /// <param name="run">1 to <see cref="MostReadings"/> readings.</param>
    /// <param name="to">Where to.</param>
    public static void Encode(ReadingRun run, IBufferWriter<byte> to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(run.Count, MostReadings, nameof(run));
        ArgumentOutOfRangeException.ThrowIfZero(run.Count, nameof(run));
        string?[]? texts = TextsOf(run);
        to.WriteByte((byte)((run.IsPlain ? 0 : HasFlags) | (texts is null ? 0 : HasTexts)));
        IntegerColumn.Write(run.Times, to);
        NumberColumn.Write(run.Numbers, to);
        if (!run.IsPlain)
        {
            FlagColumn.Write(run, to);
        }

        if (texts is not null)
        {
            TextColumn.Write(texts, to);
        }
    }

    /// <summary>Reads a block's content.</summary>
    /// <param name="bytes">What was written, no more and no less.</param>
    /// <param name="count">How many readings there are, as the block's header says.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ReadingRun Decode(ReadOnlySpan<byte> bytes, int count)
    {
        if (count is < 1 or > MostReadings)
        {
            throw ByteReader.Damaged();
        }

        var reader = new ByteReader(bytes);
        byte parts = reader.ReadByte();
        if (parts > (HasFlags | HasTexts))
        {
            throw ByteReader.Damaged();
        }

        // Every element is written or an exception thrown before anybody sees the arrays.
        long[] times = GC.AllocateUninitializedArray<long>(count);
        double[] numbers = GC.AllocateUninitializedArray<double>(count);
        ReadingFlags[]? flags = (parts & HasFlags) != 0 ? new ReadingFlags[count] : null;
        string?[]? texts = (parts & HasTexts) != 0 ? new string?[count] : null;
        IntegerColumn.Read(ref reader, times);
        NumberColumn.Read(ref reader, numbers);
        FlagColumn.Read(ref reader, flags);
        if (texts is not null)
        {
            TextColumn.Read(ref reader, texts);
        }

        reader.End();
        CheckAscending(times);
        return new ReadingRun(times, numbers, flags, texts);
    }

    private static void CheckAscending(ReadOnlySpan<long> times)
    {
        for (int index = 1; index < times.Length; index++)
        {
            if (times[index] <= times[index - 1])
            {
                throw ByteReader.Damaged();
            }
        }
    }

    private static string?[]? TextsOf(ReadingRun run)
    {
        string?[]? texts = null;
        for (int index = 0; index < run.Count; index++)
        {
            if (run.TextAt(index) is { } text)
            {
                texts ??= new string?[run.Count];
                texts[index] = text;
            }
        }

        return texts;
    }
}
