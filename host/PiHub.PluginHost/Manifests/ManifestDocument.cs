using System.Text.Json;
using System.Text.Json.Serialization;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Manifests;

/// <summary><c>plugin.json</c> as it is written: everything may be missing, so that every mistake can be named.</summary>
internal sealed class ManifestDocument
{
    /// <summary>For the author's editor alone.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Version { get; set; }

    public string? Sdk { get; set; }

    public string? Entry { get; set; }

    public string? Description { get; set; }

    public string? License { get; set; }

    public string? Icon { get; set; }

    public PermissionsDocument? Permissions { get; set; }

    public IReadOnlyList<DemoDeviceDocument?>? DemoDevices { get; set; }

    /// <summary>The manifest, with what is missing left empty.</summary>
    public PluginManifest ToManifest() => new()
    {
        Id = Id ?? "",
        Name = Name ?? "",
        Version = Version ?? "",
        Sdk = Sdk ?? "",
        Entry = Entry ?? "",
        Description = Description ?? "",
        License = License ?? "",
        Icon = Icon ?? "",
        Permissions = new PluginPermissions
        {
            Subscribe = [.. (Permissions?.Subscribe ?? []).Select(filter => filter ?? "")],
            Publish = [.. (Permissions?.Publish ?? []).Select(filter => filter ?? "")],
        },
        DemoDevices =
        [
            .. (DemoDevices ?? []).Select(device => new DemoDevice
            {
                Id = device?.Id ?? "",
                Driver = device?.Driver ?? "",
                Name = device?.Name ?? "",
                Settings = device?.Settings ?? default,
            }),
        ],
    };

    /// <summary>The member <c>permissions</c>.</summary>
    internal sealed class PermissionsDocument
    {
        public IReadOnlyList<string?>? Subscribe { get; set; }

        public IReadOnlyList<string?>? Publish { get; set; }
    }

    /// <summary>An element of <c>demo_devices</c>.</summary>
    internal sealed class DemoDeviceDocument
    {
        public string? Id { get; set; }

        public string? Driver { get; set; }

        public string? Name { get; set; }

        public JsonElement? Settings { get; set; }
    }
}
