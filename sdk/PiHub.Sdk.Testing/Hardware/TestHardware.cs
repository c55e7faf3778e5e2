using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Plugins;

namespace PiHub.Sdk.Testing.Hardware;

/// <summary>Opens the ports that the test offers and the simulated ones that the plugin brings, if its manifest grants them.</summary>
internal sealed class TestHardware(PluginManifest manifest, Dictionary<string, Func<IAsyncDisposable>> ports) : IHardware
{
    private readonly HashSet<string> _ownPorts = new(StringComparer.Ordinal);

    /// <summary>A port that the plugin simulates itself, which needs no grant; one of the test's by that name wins.</summary>
    public void Offer(string name, Func<IAsyncDisposable> open)
    {
        _ownPorts.Add(name);
        ports.TryAdd(name, open);
    }

    public TPort Open<TPort>(string name)
        where TPort : class, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_ownPorts.Contains(name) && !IsGranted(name))
        {
            throw new DeviceFaultException(
                $"The plugin '{manifest.Id}' may not open the port '{name}': add it to its manifest's permissions.hardware.");
        }

        if (!ports.TryGetValue(name, out Func<IAsyncDisposable>? open))
        {
            string existing = ports.Count == 0 ? "none exists" : $"existing ones: {string.Join(", ", ports.Keys.Order(StringComparer.Ordinal))}";
            throw new DeviceFaultException($"There is no port '{name}'; {existing}; correct the device's port setting.");
        }

        return open() as TPort ?? throw new DeviceFaultException(
            $"The port '{name}' is no {typeof(TPort).Name}, which the driver needs; correct the device's port setting.");
    }

    private bool IsGranted(string name) => manifest.Permissions.Hardware.Any(granted =>
        granted.EndsWith('*') ? name.StartsWith(granted[..^1], StringComparison.Ordinal) : granted == name);
}
