using System.Text.Json;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Manifests;

/// <summary><c>plugin.json</c> as it is written: everything may be missing, so that every mistake can be named.</summary>
internal sealed class ManifestDocument
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Version { get; set; }

    public string? Sdk { get; set; }

    public string? Entry { get; set; }

    public string? Description { get; set; }

    public string? License { get; set; }

    public string? Icon { get; set; }

    public PermissionsDocument? Permissions { get; set; }

    public ListenerDocument? Listener { get; set; }

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
            Connect = [.. (Permissions?.Connect ?? []).Select(host => host ?? "")],
            Hardware = [.. (Permissions?.Hardware ?? []).Select(port => port ?? "")],
        },
        Listener = Listener?.Port is { } port ? new PluginListener { Port = port } : null,
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

    /// <summary>The member <c>listener</c>.</summary>
    internal sealed class ListenerDocument
    {
        public int? Port { get; set; }
    }

    /// <summary>The member <c>permissions</c>.</summary>
    internal sealed class PermissionsDocument
    {
        public IReadOnlyList<string?>? Subscribe { get; set; }

        public IReadOnlyList<string?>? Publish { get; set; }

        public IReadOnlyList<string?>? Connect { get; set; }

        public IReadOnlyList<string?>? Hardware { get; set; }
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
