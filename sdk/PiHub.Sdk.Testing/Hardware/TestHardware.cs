using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Plugins;

namespace PiHub.Sdk.Testing.Hardware;

/// <summary>Opens the ports that the test offers and the simulated ones that the plugin brings, if its manifest grants them.</summary>
internal sealed class TestHardware(PluginManifest manifest, Dictionary<string, Func<IAsyncDisposable>> ports) : IHardware
{
    public void Offer(string name, Func<IAsyncDisposable> open) => ports.TryAdd(name, open);

    public TPort Open<TPort>(string name)
        where TPort : class, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ports.TryGetValue(name, out Func<IAsyncDisposable>? open))
        {
            string existing = ports.Count == 0 ? "none exists" : $"existing ones: {string.Join(", ", ports.Keys.Order(StringComparer.Ordinal))}";
            throw new DeviceFaultException($"There is no port '{name}'; {existing}; correct the device's port setting.");
        }

        if (!IsGranted(name))
        {
            throw new DeviceFaultException(
                $"The plugin '{manifest.Id}' may not open '{name}': its manifest's permissions.hardware does not grant it.");
        }

        return open() as TPort ?? throw new DeviceFaultException(
            $"The port '{name}' is no {typeof(TPort).Name}, which the driver needs; correct the device's port setting.");
    }

    private bool IsGranted(string name) => manifest.Permissions.Hardware.Any(granted =>
        granted.EndsWith('*') ? name.StartsWith(granted[..^1], StringComparison.Ordinal) : granted == name);
}
