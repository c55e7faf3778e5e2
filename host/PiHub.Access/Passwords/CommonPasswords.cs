using System.IO.Compression;
using System.Text;

namespace PiHub.Access.Passwords;

/// <summary>The list of passwords that everybody tries first; read from its resource each time, since that is rare and memory is not.</summary>
internal static class CommonPasswords
{
    /// <summary>Whether the list has one of some texts in lower case.</summary>
    public static bool ContainsAny(IReadOnlySet<string> candidates)
    {
        using Stream packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt.br")
            ?? throw new InvalidOperationException("The list of common passwords is missing in this build.");
        using var lines = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.ASCII);
        while (lines.ReadLine() is { } line)
        {
            if (candidates.Contains(line))
            {
                return true;
            }
        }

        return false;
    }
}
