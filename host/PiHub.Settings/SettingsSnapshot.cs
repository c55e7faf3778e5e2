using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings.Layers;

namespace PiHub.Settings;

/// <summary>The settings of an owner at one moment, without secrets.</summary>
public sealed record SettingsSnapshot
{
    /// <summary>The plugin's id, or the page's.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the owner runs, so that its own rules across settings are asked.</summary>
    public required bool IsLive { get; init; }

    /// <summary>Changes whenever the answer may; quoted, as an HTTP entity tag.</summary>
    public required string ETag { get; init; }

    /// <summary>The values that count, groups nested; secrets are null.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>For each secret's path, whether one is given.</summary>
    public required IReadOnlyDictionary<string, bool> SecretsSet { get; init; }

    /// <summary>Where each value comes from, by path.</summary>
    public required IReadOnlyDictionary<string, SettingSource> Sources { get; init; }

    /// <summary>What would count without what admins set, by path, for those that they set.</summary>
    public required IReadOnlyDictionary<string, SettingBeneath> Beneath { get; init; }

    /// <summary>The paths of those whose value takes effect only after a restart.</summary>
    public IReadOnlyList<string> NeedsRestart { get; init; } = [];

    /// <summary>What is refused or missing, by path.</summary>
    public required IReadOnlyDictionary<string, string[]> Errors { get; init; }

    /// <summary>The JSON Schema of the values.</summary>
    public required JsonElement Schema { get; init; }
}
