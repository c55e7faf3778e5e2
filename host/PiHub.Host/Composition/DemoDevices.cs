using System.Text.Json;
using PiHub.Devices;
using PiHub.PluginHost;
using PiHub.Sdk.Plugins;

namespace PiHub.Host.Composition;

/// <summary>In demo mode, adds the devices that the packages' manifests suggest.</summary>
internal static class DemoDevices
{
    public static async Task AddAsync(PluginRegistry plugins, DeviceRegistry devices, CancellationToken cancellationToken)
    {
        foreach (PluginSnapshot plugin in plugins.List().Where(plugin => plugin.State == PluginState.Running))
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
