using System.Text.Json;

namespace PiHub.Settings.Layers;

/// <summary>What one source says for a setting: a value, or why what it says cannot be read.</summary>
internal sealed record SettingCandidate(SettingSource Source, JsonElement Value, string? Trouble = null)
{
    public static SettingCandidate Unreadable(SettingSource source, string trouble) => new(source, default, trouble);
}
