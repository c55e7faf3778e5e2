using PiHub.PluginHost.Capabilities;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.PluginHost.Permissions;

/// <summary>The hardware as one plugin sees it: the ports that its manifest grants, and the simulations that it brings itself.</summary>
internal sealed class PluginHardware(IHardware hardware, PermissionGuard guard, PluginBuilder declared) : IHardware
{
    private const string SimulatedPrefix = "simulated:";

    private readonly HashSet<string> _ownPorts = [.. declared.SimulatedPorts.Keys.Select(model => SimulatedPrefix + model)];

    public TPort Open<TPort>(string name)
        where TPort : class, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_ownPorts.Contains(name) || guard.Manifest.Permissions.Hardware.Any(granted => Covers(granted, name)))
        {
            return hardware.Open<TPort>(name);
        }

        guard.Refuse(PermissionKind.Hardware, $"open the port '{name}'");
        throw new DeviceFaultException(
            $"The plugin '{guard.Manifest.Id}' may not open the port '{name}': add it to its manifest's permissions.hardware.");
    }

    private static bool Covers(string granted, string name) => granted.EndsWith('*')
        ? name.StartsWith(granted[..^1], StringComparison.Ordinal)
        : name == granted;
}
