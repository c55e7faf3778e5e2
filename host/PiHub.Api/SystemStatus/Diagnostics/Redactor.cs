using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>Takes out of a text what is secret or tells who and where somebody is. Rather too much than too little.</summary>
/// <remarks>Addresses of private networks keep the form of their range, so that it can be seen that they are some.</remarks>
internal static partial class Redactor
{
    private const string Removed = "[removed]";

    public static string Clean(string text)
    {
        text = KeyBlock().Replace(text, Removed);
        text = JsonSecret().Replace(text, $"$1\"{Removed}\"");
        text = Login().Replace(text, $"$1{Removed}@");
        text = Scheme().Replace(text, $"$1 {Removed}");
        text = NamedSecret().Replace(text, $"$1{Removed}");
        text = Code().Replace(text, $"$1{Removed}");
        text = Mail().Replace(text, "[e-mail address]");
        text = IPv4().Replace(text, match => CleanIPv4(match.Value));
        text = IPv6().Replace(text, match => CleanIPv6(match.Value));
        return Run().Replace(text, match => IsRandom(match.ValueSpan) ? Removed : match.Value);
    }

    private static string CleanIPv4(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            return text; // a version of four numbers above 255
        }

        byte[] bytes = address.GetAddressBytes();
        return bytes switch
        {
            [127, ..] or [0, 0, 0, 0] => text,
            [10, ..] => "10.x.x.x",
            [172, >= 16 and <= 31, ..] => "172.16.x.x",
            [192, 168, ..] => "192.168.x.x",
            [169, 254, ..] => "169.254.x.x",
            _ => "[address]",
        };
    }

    private static string CleanIPv6(string text) => !IPAddress.TryParse(text, out IPAddress? address) || IPAddress.IsLoopback(address) ? text
        : address.IsIPv6LinkLocal ? "fe80::x"
        : address.IsIPv6UniqueLocal ? "fd00::x"
        : address.Equals(IPAddress.IPv6Any) ? text
        : "[address]";

    // Names are words; keys and hashes have digits among their letters.
    private static bool IsRandom(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9') && text.ContainsAny(Letters);

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    [GeneratedRegex(@"-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|\z)")]
    private static partial Regex KeyBlock();

    [GeneratedRegex(Names + @"""\s*:\s*)""(?:[^""\\]|\\.)*""", RegexOptions.IgnoreCase)]
    private static partial Regex JsonSecret();

    [GeneratedRegex(@"(://)[^/\s@""']+@")]
    private static partial Regex Login();

    [GeneratedRegex(@"\b(Bearer|Basic|Digest)\s+[^\s""',;]+", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(Names + @"[""']?\s*(?:=|:(?!//)|\bis\b)\s*(?!null|true|false|\[removed)[""']?)[^\s""',;&}\]]+", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    private const string Names = @"(\b[\w.-]*(?:passw(?:or)?d|passphrase|passwort|pwd|secret|token|api[_-]?key|x-api-key|authorization|cookie|credential|private[_-]?key)[\w.-]*";

    [GeneratedRegex(@"((?:one-time|setup|invitation|recovery)[\w\s-]{0,20}(?:code|link|password)(?:\W+is\b)?\W+)[^\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")]
    private static partial Regex IPv4();

    [GeneratedRegex(@"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?(?![\w:])", RegexOptions.IgnoreCase)]
    private static partial Regex IPv6();

    [GeneratedRegex(@"[A-Za-z0-9_\-+/=]{20,}")]
    private static partial Regex Run();
}
