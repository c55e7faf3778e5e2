using System.Text.Json;
using PiHub.Devices;
using PiHub.PluginHost;
using PiHub.Sdk.Plugins;

namespace PiHub.Host.Composition;

/// <summary>In demo mode, adds the devices that the packages' manifests suggest; the driver of a plugin that is late comes to them later.</summary>
internal static class DemoDevices
{
    public static async Task AddAsync(PluginRegistry plugins, DeviceRegistry devices, CancellationToken cancellationToken)
    {
        foreach (PluginSnapshot plugin in plugins.List().Where(plugin =>
            plugin is { IsEnabled: true, State: PluginState.Running or PluginState.Degraded or PluginState.Starting or PluginState.Waiting }))
        {
            foreach (DemoDevice demo in plugin.Manifest?.DemoDevices ?? [])
            {
                JsonElement? settings = demo.Settings.ValueKind == JsonValueKind.Object ? demo.Settings : null;

                // One that is there already stays as its owner left it.
                await devices.AddAsync(demo.Id, demo.Driver, demo.Name, area: null, settings, cancellationToken);
            }
        }
    }
}
