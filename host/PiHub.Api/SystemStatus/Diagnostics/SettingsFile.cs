using PiHub.PluginHost;
using PiHub.Settings;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The settings of the hub and of the plugins; of secrets only whether they are given.</summary>
internal sealed class SettingsFile(PluginRegistry plugins, HubSettings hub, SettingsStore settings) : IDiagnosticFile
{
    public string Name => "settings.json";

    public IEnumerable<string> Read() =>
    [
        DiagnosticJson.Write(
            [
                .. hub.Sections.Select(section => hub.Find(section.Id))
                    .Concat(plugins.List().Select(plugin => settings.Find(SettingsOwner.Plugin(plugin.Id))))
                    .OfType<SettingsSnapshot>().Select(Of),
            ],
            ApiJson.Default.DiagnosticSettingsArray),
    ];

    private static DiagnosticSettings Of(SettingsSnapshot snapshot) => new(
        snapshot.Id, snapshot.Values, [.. snapshot.SecretsSet.Where(secret => secret.Value).Select(secret => secret.Key)], snapshot.Errors);
}
