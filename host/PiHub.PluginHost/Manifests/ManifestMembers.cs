using System.Text.Json;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Manifests;

/// <summary>The members of a manifest, one by one.</summary>
internal static class ManifestMembers
{
    private static readonly string[] Known =
    [
        "id", "name", "version", "sdk", "entry", "description", "license", "icon", "permissions", "dependencies", "listener", "demo_devices",
        "$schema",
    ];

    /// <summary>Reads all members; what is missing or wrong is left empty and noted.</summary>
    public static PluginManifest Read(JsonElement root, ManifestErrors errors)
    {
        var whole = new ManifestObject(root, "$", errors, Known);
        string id = whole.Text("id", ManifestRules.Id);
        whole.Text("$schema", ManifestRules.Any, isRequired: false);
        return new PluginManifest
        {
            Id = id,
            Name = whole.Text("name", ManifestRules.Name),
            Version = whole.Text("version", ManifestRules.Version),
            Sdk = whole.Text("sdk", ManifestRules.Range),
            Entry = whole.Text("entry", ManifestRules.Entry),
            Description = whole.Text("description", ManifestRules.Any, isRequired: false),
            License = whole.Text("license", ManifestRules.Any, isRequired: false),
            Icon = whole.Text("icon", ManifestRules.Any, isRequired: false),
            Permissions = ReadPermissions(whole),
            Dependencies = ReadDependencies(whole, id, errors),
            Listener = ReadListener(whole),
            DemoDevices = ReadDemoDevices(whole, errors),
        };
    }

    private static PluginPermissions ReadPermissions(ManifestObject whole) =>
        whole.Object("permissions", "subscribe", "publish", "connect", "hardware") is not { } permissions
            ? new PluginPermissions()
            : new PluginPermissions
            {
                Subscribe = permissions.Texts("subscribe", ManifestRules.TopicFilter),
                Publish = permissions.Texts("publish", ManifestRules.TopicFilter),
                Connect = permissions.Texts("connect", ManifestRules.Connect),
                Hardware = permissions.Texts("hardware", ManifestRules.Hardware),
            };

    private static List<PluginDependency> ReadDependencies(ManifestObject whole, string id, ManifestErrors errors)
    {
        var dependencies = new List<PluginDependency>();
        foreach (ManifestObject element in whole.Objects("dependencies", "id", "version"))
        {
            var dependency = new PluginDependency
            {
                Id = element.Text("id", ManifestRules.Id), Version = element.Text("version", ManifestRules.Range),
            };
            if (dependency.Id.Length > 0 && dependency.Id == id)
            {
                errors.Add(element.PathOf("id"), "names the plugin itself", "remove it");
            }
            else if (dependencies.Exists(other => other.Id == dependency.Id))
            {
                errors.Add(element.PathOf("id"), $"names '{dependency.Id}' a second time", "keep one of them");
            }

            dependencies.Add(dependency);
        }

        return dependencies;
    }

    private static PluginListener? ReadListener(ManifestObject whole) =>
        whole.Object("listener", "port")?.Number("port", minimum: 1, maximum: 65535) is { } port ? new PluginListener { Port = port } : null;

    private static List<DemoDevice> ReadDemoDevices(ManifestObject whole, ManifestErrors errors)
    {
        var devices = new List<DemoDevice>();
        foreach (ManifestObject element in whole.Objects("demo_devices", "id", "driver", "name", "settings"))
        {
            var device = new DemoDevice
            {
                Id = element.Text("id", ManifestRules.DeviceId),
                Driver = element.Text("driver", ManifestRules.DeviceId),
                Name = element.Text("name", ManifestRules.DeviceName),
                Settings = element.OpenObject("settings"),
            };
            if (device.Id.Length > 0 && devices.Exists(other => other.Id == device.Id))
            {
                errors.Add(element.PathOf("id"), $"names '{device.Id}' a second time", "choose another id");
            }

            devices.Add(device);
        }

        return devices;
    }
}
