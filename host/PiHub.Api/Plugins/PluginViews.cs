using PiHub.PluginHost;
using PiHub.PluginHost.Jobs;
using SettingsOfPlugins = PiHub.PluginHost.Settings.PluginSettings;

namespace PiHub.Api.Plugins;

/// <summary>Shows plugins as the API does: what the registry knows, and what other parts of the hub keep of them.</summary>
/// <param name="settings">Their settings.</param>
/// <param name="jobs">Their jobs.</param>
public sealed class PluginViews(SettingsOfPlugins settings, JobRegistry jobs)
{
    internal PluginResponse Of(PluginSnapshot plugin) => PluginResponse.Of(plugin, settings.Has(plugin.Id), jobs.Count(plugin.Id));
}
