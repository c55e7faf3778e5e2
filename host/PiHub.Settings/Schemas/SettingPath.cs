namespace PiHub.Settings.Schemas;

/// <summary>How places in settings are named: <c>name</c>, <c>group.name</c>, <c>list[0]</c>, <c>table[0].name</c>.</summary>
internal static class SettingPath
{
    public static string Of(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    public static string Of(string parent, int index) => FormattableString.Invariant($"{parent}[{index}]");

    /// <summary>The setting that a place lies in.</summary>
    public static string SettingOf(string path) => path.IndexOf('[', StringComparison.Ordinal) is >= 0 and var at ? path[..at] : path;
}
