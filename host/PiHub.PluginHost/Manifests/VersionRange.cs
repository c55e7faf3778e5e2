using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PiHub.PluginHost.Manifests;

/// <summary>A range of versions with both ends, e.g. <c>&gt;=0.1.0 &lt;0.2.0</c>.</summary>
internal sealed partial record VersionRange(SemanticVersion Minimum, SemanticVersion UpperBound)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out VersionRange? range)
    {
        range = null;
        Match match = Pattern().Match(text ?? "");
        if (!match.Success
            || !SemanticVersion.TryParse(match.Groups[1].Value, out SemanticVersion? minimum)
            || !SemanticVersion.TryParse(match.Groups[2].Value, out SemanticVersion? upperBound)
            || minimum.CompareTo(upperBound) >= 0)
        {
            return false;
        }

        range = new VersionRange(minimum, upperBound);
        return true;
    }

    public bool Contains(SemanticVersion version) => version.CompareTo(Minimum) >= 0 && version.CompareTo(UpperBound) < 0;

    public override string ToString() => $">={Minimum} <{UpperBound}";

    [GeneratedRegex(@"^\s*>=\s*(\S+)\s+<\s*(\S+)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
