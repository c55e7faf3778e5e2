using System.Text.Json;
using PiHub.Settings;
using PiHub.Settings.Archive;
using PiHub.Settings.Live;

namespace PiHub.PluginHost.Settings;

/// <summary>The settings of all plugins, by their ids. Safe to use from any thread.</summary>
/// <param name="store">Where all settings are kept.</param>
public sealed class PluginSettings(SettingsStore store)
{
    /// <summary>The settings of a plugin now; null when none are known: it has none, or has never run.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public SettingsSnapshot? Find(string plugin) => store.Find(SettingsOwner.Plugin(plugin));

    /// <summary>Whether a plugin has settings that are known.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public bool Has(string plugin) => store.Has(SettingsOwner.Plugin(plugin));

    /// <summary>Changes settings; see <see cref="SettingsStore.Change"/>.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="merge">A JSON object of what changes: null resets a setting to its next source.</param>
    /// <param name="ifMatch">The tag of the settings that the caller looked at; null: whatever they are now.</param>
    /// <param name="isTrial">Only check.</param>
    /// <returns>Null when the plugin has no settings that are known.</returns>
    public SettingsOutcome? Change(string plugin, JsonElement merge, string? ifMatch, bool isTrial) =>
        store.Change(SettingsOwner.Plugin(plugin), merge, ifMatch, isTrial);

    /// <summary>All that is not the class's own, to be taken to another hub.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="passphrase">Encrypts the secrets; null leaves them out.</param>
    /// <returns>Null when the plugin has no settings that are known.</returns>
    public SettingsDocument? Export(string plugin, string? passphrase) => store.Export(SettingsOwner.Plugin(plugin), passphrase);

    /// <summary>Takes what <see cref="Export"/> gave; see <see cref="SettingsStore.Import"/>.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="document">The document; of the same plugin.</param>
    /// <param name="passphrase">What its secrets are encrypted with; null leaves them as they are.</param>
    /// <param name="ifMatch">As in <see cref="Change"/>.</param>
    /// <returns>Null when the plugin has no settings that are known.</returns>
    public SettingsOutcome? Import(string plugin, SettingsDocument document, string? passphrase, string? ifMatch) =>
        store.Import(SettingsOwner.Plugin(plugin), document, passphrase, ifMatch, isTrial: false);

    internal void Prepare(SettingsTarget target) => store.Prepare(target);

    internal IAsyncDisposable Attach(SettingsTarget target) => store.Attach(target);

    internal void Without(string plugin) => store.Without(SettingsOwner.Plugin(plugin));

    internal void Forget(string plugin) => store.Forget(SettingsOwner.Plugin(plugin));
}
