using System.Text;
using System.Text.Unicode;

namespace PiHub.Api.Broker;

/// <summary>A payload as JSON can carry it: as text when it is one, else as base64.</summary>
/// <param name="Payload">Its beginning.</param>
/// <param name="Encoding"><c>text</c> or <c>base64</c>.</param>
/// <param name="Truncated">Whether there is more of it.</param>
internal readonly record struct PayloadView(string Payload, string Encoding, bool Truncated)
{
    public const string Text = "text";
    public const string Base64 = "base64";

    /// <summary>The view of a payload.</summary>
    /// <param name="payload">The payload, or its first bytes.</param>
    /// <param name="sizeBytes">How long the whole payload is.</param>
    /// <param name="maximumBytes">How much of it to show.</param>
    public static PayloadView Of(ReadOnlySpan<byte> payload, int sizeBytes, int maximumBytes)
    {
        ReadOnlySpan<byte> shown = payload[..Math.Min(payload.Length, maximumBytes)];
        bool isCut = shown.Length < sizeBytes;
        ReadOnlySpan<byte> text = isCut ? WithoutBrokenEnd(shown) : shown;
        return IsText(text)
            ? new PayloadView(System.Text.Encoding.UTF8.GetString(text), Text, isCut)
            : new PayloadView(Convert.ToBase64String(shown), Base64, isCut);
    }

    // Control characters say that it is something binary that happens to be valid UTF-8.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7f)
            {
                return false;
            }
        }

        return Utf8.IsValid(bytes);
    }

    // A cut may go through a character of two to four bytes.
    private static ReadOnlySpan<byte> WithoutBrokenEnd(ReadOnlySpan<byte> bytes)
    {
        for (int length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            ReadOnlySpan<byte> end = bytes[^length..];
            if (end[0] >= 0xc0)
            {
                return Rune.DecodeFromUtf8(end, out _, out _) == System.Buffers.OperationStatus.NeedMoreData ? bytes[..^length] : bytes;
            }
        }

        return bytes;
    }
}
