using System.Text.Json;

namespace PiHub.Settings.Archive;

/// <summary>Settings of a plugin to be kept or taken elsewhere.</summary>
public sealed record SettingsDocument
{
    /// <summary>What <see cref="Format"/> must be.</summary>
    public const string ThisFormat = "pihub-plugin-settings/1";

    /// <summary>Which kind of document this is.</summary>
    public string Format { get; init; } = ThisFormat;

    /// <summary>The plugin's id.</summary>
    public required string Plugin { get; init; }

    /// <summary>The values that are not the class's own, groups nested; without secrets.</summary>
    public required JsonElement Values { get; init; }

    /// <summary>The secrets, encrypted; null when they were left out.</summary>
    public SealedSecrets? Secrets { get; init; }
}
