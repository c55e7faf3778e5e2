using System.Text;

namespace PiHub.Mqtt.Codec;

/// <summary>Remembers the topic names of one connection, so that a publisher that repeats itself costs no string per message.</summary>
/// <remarks>Used by one reader only. A name that falls on another's place takes it.</remarks>
internal sealed class TopicCache
{
    private const int Places = 64;

    // Longer names are rare, and 64 of them at 64 KiB would be held for nothing.
    private const int MaximumLengthBytes = 256;

    // Not before the first name: most clients of a hub only listen.
    private (byte[] Utf8, string Text)[]? _known;

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaximumLengthBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        _known ??= new (byte[], string)[Places];
        var hash = default(HashCode);
        hash.AddBytes(utf8);
        ref (byte[] Utf8, string Text) place = ref _known[hash.ToHashCode() & (Places - 1)];
        if (place.Utf8 is null || !utf8.SequenceEqual(place.Utf8))
        {
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return place.Text;
    }
}
