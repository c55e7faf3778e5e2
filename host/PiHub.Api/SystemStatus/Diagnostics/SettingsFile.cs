using PiHub.PluginHost;
using PiHub.PluginHost.Settings;
using HubPluginSettings = PiHub.PluginHost.Settings.PluginSettings;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The plugins' settings; of secrets only whether they are given.</summary>
internal sealed class SettingsFile(PluginRegistry plugins, HubPluginSettings settings) : IDiagnosticFile
{
    public string Name => "settings.json";

    public IEnumerable<string> Read() =>
    [
        DiagnosticJson.Write(
            [.. plugins.List().Select(plugin => settings.Find(plugin.Id)).OfType<SettingsSnapshot>().Select(Of)],
            ApiJson.Default.DiagnosticSettingsArray),
    ];

    private static DiagnosticSettings Of(SettingsSnapshot snapshot) => new(
        snapshot.Plugin, snapshot.Values, [.. snapshot.SecretsSet.Where(secret => secret.Value).Select(secret => secret.Key)], snapshot.Errors);
}
