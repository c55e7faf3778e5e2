using System.Text;

namespace PiHub.Recorder.Postgres.Tables;

/// <summary>Any text as the server can keep it: it has no U+0000. U+0000 becomes U+0001 '0', U+0001 becomes U+0001 '1'; all else stays as it
/// is, readable for everybody.</summary>
internal static class StoredText
{
    private const char Escape = '\u0001';

    public static string Of(string text) => text.AsSpan().IndexOfAny('\0', Escape) < 0
        ? text
        : text.Replace("\u0001", "\u00011", StringComparison.Ordinal).Replace("\0", "\u00010", StringComparison.Ordinal);

    public static string Read(string stored)
    {
        if (!stored.Contains(Escape, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (int index = 0; index < stored.Length; index++)
        {
            bool isEscaped = stored[index] == Escape && index + 1 < stored.Length;
            text.Append(!isEscaped ? stored[index] : stored[++index] == '0' ? '\0' : Escape);
        }

        return text.ToString();
    }
}
