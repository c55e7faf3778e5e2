namespace PiHub.Settings;

/// <summary>What became of a change of settings.</summary>
public sealed record SettingsOutcome
{
    /// <summary>What is wrong, by path; with anything here nothing was stored.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Somebody else changed them since the caller looked; nothing was stored.</summary>
    public bool IsConflict { get; init; }

    /// <summary>The paths that were set or reset.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>What counts otherwise with the change, or would.</summary>
    public IReadOnlyList<SettingDifference> Differences { get; init; } = [];

    /// <summary>The settings now.</summary>
    public required SettingsSnapshot Now { get; init; }
}
