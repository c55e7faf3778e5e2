using System.Text.Json.Nodes;

namespace PiHub.Settings.Transfer;

/// <summary>The hub's own pages of settings as a part of the configuration.</summary>
internal sealed class HubSettingsPart(HubSettings settings, SettingsStore store) : IConfigurationPart
{
    public string Name => "settings";

    public JsonNode Export(string? passphrase) =>
        new OwnerTransfer(store).Export(settings.Sections.Select(section => settings.OwnerOf(section.Id)).OfType<SettingsOwner>(), passphrase);

    public ValueTask ImportAsync(ConfigurationImport import, CancellationToken cancellationToken)
    {
        new OwnerTransfer(store).Import(import, settings.OwnerOf);
        return ValueTask.CompletedTask;
    }
}
