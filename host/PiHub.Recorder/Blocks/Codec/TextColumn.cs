using System.Buffers;
using System.Text;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>Texts as a dictionary, in order of appearance, and each one's number in it; 0 is no text.</summary>
internal static class TextColumn
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a column. A lone surrogate becomes the replacement character; no reading has one.</summary>
    public static void Write(ReadOnlySpan<string?> texts, IBufferWriter<byte> to)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var dictionary = new List<string>();
        long[] places = ArrayPool<long>.Shared.Rent(texts.Length);
        for (int index = 0; index < texts.Length; index++)
        {
            int number = 0;
            if (texts[index] is { } text && !numbers.TryGetValue(text, out number))
            {
                dictionary.Add(text);
                number = dictionary.Count;
                numbers.Add(text, number);
            }

            places[index] = number;
        }

        to.WriteVariable((ulong)dictionary.Count);
        foreach (string text in dictionary)
        {
            WriteText(text, to);
        }

        IntegerColumn.Write(places.AsSpan(0, texts.Length), to);
        ArrayPool<long>.Shared.Return(places);
    }

    /// <summary>Reads a column.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Read(ref ByteReader reader, Span<string?> texts)
    {
        string[] dictionary = new string[reader.ReadCount(Math.Min(texts.Length, reader.Left))];
        for (int number = 0; number < dictionary.Length; number++)
        {
            dictionary[number] = ReadText(ref reader);
        }

        long[] places = ArrayPool<long>.Shared.Rent(texts.Length);
        IntegerColumn.Read(ref reader, places.AsSpan(0, texts.Length));
        for (int index = 0; index < texts.Length; index++)
        {
            if ((ulong)places[index] > (ulong)dictionary.Length)
            {
                throw ByteReader.Damaged();
            }

            texts[index] = places[index] == 0 ? null : dictionary[places[index] - 1];
        }

        ArrayPool<long>.Shared.Return(places);
    }

    /// <summary>Writes a text with its length.</summary>
    public static void WriteText(string text, IBufferWriter<byte> to)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        to.WriteVariable((ulong)length);
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(Math.Max(length, 1))));
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static string ReadText(ref ByteReader reader)
    {
        try
        {
            return _strict.GetString(reader.ReadBytes(reader.ReadCount(reader.Left)));
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("The block's text is damaged.", exception);
        }
    }
}
