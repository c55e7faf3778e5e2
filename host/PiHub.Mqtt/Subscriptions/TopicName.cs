using System.Text;

namespace PiHub.Mqtt.Subscriptions;

/// <summary>The rules for topic names (4.7).</summary>
public static class TopicName
{
    /// <summary>The longest topic name or filter in bytes of UTF-8 (4.7.3-3).</summary>
    public const int MaximumLengthBytes = 65_535;

    /// <summary>Whether a text is a topic name: 1 to 65,535 bytes of valid UTF-8 without <c>+</c>, <c>#</c> and null.</summary>
    /// <param name="topic">The text to check.</param>
    public static bool IsValid(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.AsSpan().IndexOfAny('+', '#') < 0 && IsText(topic);
    }

    /// <summary>Whether the UTF-8 of a topic has a wildcard.</summary>
    internal static bool HasWildcard(ReadOnlySpan<byte> utf8) => utf8.IndexOfAny((byte)'+', (byte)'#') >= 0;

    /// <summary>Whether a topic tells the broker's own numbers; only the broker publishes there.</summary>
    internal static bool IsSystem(string topic) => topic.StartsWith("$SYS/", StringComparison.Ordinal);

    /// <summary>What holds for names and filters alike: 1 to 65,535 bytes, no null, no half surrogate pair.</summary>
    internal static bool IsText(string text) =>
        text.Length is > 0 and <= MaximumLengthBytes
        && !text.Contains('\0')
        && Encoding.UTF8.GetByteCount(text) <= MaximumLengthBytes
        && HasWholeSurrogates(text);

    private static bool HasWholeSurrogates(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[(at + length)..];
        }

        return true;
    }
}
