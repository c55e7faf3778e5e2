using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PiHub.PluginHost.Manifests;

/// <summary>A version after SemVer 2.0.0; build metadata is accepted and ignored.</summary>
internal sealed partial record SemanticVersion(int Major, int Minor, int Patch, string? PreRelease) : IComparable<SemanticVersion>
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        Match match = Pattern().Match(text ?? "");
        if (!match.Success || !TryNumber(match, 1, out int major) || !TryNumber(match, 2, out int minor) || !TryNumber(match, 3, out int patch))
        {
            return false;
        }

        version = new SemanticVersion(major, minor, patch, match.Groups[4].Success ? match.Groups[4].Value : null);
        return true;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePreRelease(PreRelease, other.PreRelease);
    }

    public override string ToString() => $"{Major}.{Minor}.{Patch}{(PreRelease is null ? "" : "-" + PreRelease)}";

    // SemVer 2.0.0, 11.3 and 11.4: a pre-release is lower than its release; identifiers compare from left to right.
    private static int ComparePreRelease(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return (left is null).CompareTo(right is null);
        }

        string[] lefts = left.Split('.');
        string[] rights = right.Split('.');
        for (int i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            bool leftIsNumber = int.TryParse(lefts[i], NumberStyles.None, CultureInfo.InvariantCulture, out int leftNumber);
            bool rightIsNumber = int.TryParse(rights[i], NumberStyles.None, CultureInfo.InvariantCulture, out int rightNumber);
            int order = (leftIsNumber, rightIsNumber) switch
            {
                (true, true) => leftNumber.CompareTo(rightNumber),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(lefts[i], rights[i]),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static bool TryNumber(Match match, int group, out int number) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
