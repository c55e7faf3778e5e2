using System.Text;
using System.Text.RegularExpressions;

namespace PiHub.Access.Users;

/// <summary>The rules for what people are called.</summary>
public static partial class UserNames
{
    private const int MaximumDisplayLength = 100;

    /// <summary>What is wrong with a user name; null when nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <remarks>ASCII, so that there is one way to compare names without case, and none of them has a meaning in an MQTT topic.</remarks>
    public static string? Check(string? name) => name is not null && Allowed().IsMatch(name)
        ? null
        : "a user name has 1 to 64 letters a to z, digits and . _ - @, and begins with a letter or digit";

    /// <summary>What is wrong with a display name; null when nothing is.</summary>
    /// <param name="name">The name.</param>
    public static string? CheckDisplay(string? name) => name switch
    {
        null or { Length: 0 or > MaximumDisplayLength } => $"a display name has 1 to {MaximumDisplayLength} characters",
        _ when string.IsNullOrWhiteSpace(name) => "a display name is more than blanks",
        _ when !IsText(name) => "a display name has no control characters and is valid Unicode",
        _ => null,
    };

    /// <summary>What is wrong with a language; null when nothing is.</summary>
    /// <param name="language">A BCP 47 tag; null for none.</param>
    public static string? CheckLanguage(string? language) => language is null || Tag().IsMatch(language)
        ? null
        : "a language is a tag such as en or de-DE";

    /// <summary>Text from the other side as it may be kept and shown: without control characters, cut to a length.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <param name="maximumLength">The most characters that are kept.</param>
    public static string? Clean(string? text, int maximumLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text.Length, maximumLength));
        foreach (Rune rune in text.EnumerateRunes()) // half a pair becomes U+FFFD
        {
            if (clean.Length + rune.Utf16SequenceLength > maximumLength)
            {
                break;
            }

            clean.Append(IsShown(rune) ? rune.ToString() : " ");
        }

        return clean.ToString();
    }

    /// <summary>Whether a text is valid Unicode of what can be shown in a line.</summary>
    /// <param name="text">The text.</param>
    public static bool IsText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int length) != System.Buffers.OperationStatus.Done || !IsShown(rune))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    // Neither control characters and line breaks nor those that turn the direction of what follows (Unicode TR 36, section 2.4).
    private static bool IsShown(Rune rune) => !Rune.IsControl(rune)
        && rune.Value is not (0x2028 or 0x2029 or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\z")]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\z")]
    private static partial Regex Tag();
}
