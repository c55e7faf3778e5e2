using System.Text.Json.Nodes;
using PiHub.Settings;
using PiHub.Settings.Transfer;

namespace PiHub.PluginHost.Settings;

/// <summary>The settings of plugins as a part of the hub's configuration.</summary>
internal sealed class PluginSettingsPart(SettingsStore store) : IConfigurationPart
{
    public string Name => "plugin_settings";

    public JsonNode Export(string? passphrase) => new OwnerTransfer(store).Export(store.KnownPlugins(), passphrase);

    public ValueTask ImportAsync(ConfigurationImport import, CancellationToken cancellationToken)
    {
        new OwnerTransfer(store).Import(import, SettingsOwner.Plugin);
        return ValueTask.CompletedTask;
    }
}
