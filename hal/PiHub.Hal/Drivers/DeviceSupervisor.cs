using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Bus;

namespace PiHub.Hal.Drivers;

/// <summary>Runs a driver for every configured device, as the docstrings of the SDK's device interfaces promise.</summary>
/// <remarks>Safe to call from any thread. Works from its creation until it is disposed; disposing stops all devices at once and takes
/// at most about 10 s, whatever their drivers do.</remarks>
public sealed class DeviceSupervisor : IAsyncDisposable
{
    private readonly HubLink _hub;
    private readonly Random _seeds;
    private readonly Lock _lock = new(); // guards the fields below, and who may change _devices
    private readonly Dictionary<string, DriverRegistration> _drivers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _removals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SupervisedDevice> _devices = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>Creates it without devices and drivers.</summary>
    /// <param name="bus">Where devices publish and commands come from.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="jitter">Chance for the waits before new starts; used by one thread at a time.</param>
    /// <param name="logger">The log.</param>
    public DeviceSupervisor(IBus bus, TimeProvider timeProvider, Random jitter, ILogger<DeviceSupervisor> logger)
    {
        _hub = new HubLink(bus, timeProvider, logger);
        _seeds = jitter;
    }

    /// <summary>Tells each change of a device's status, but not its removal.</summary>
    /// <remarks>Called in order for each device, from any thread; return quickly, and do not wait for this supervisor inside.</remarks>
    public event Action<DeviceStatus>? StatusChanged;

    /// <summary>Offers a driver; devices that wait for it start.</summary>
    /// <param name="name">The driver's name, <c>[a-z0-9][a-z0-9_-]{0,62}</c>, unique.</param>
    /// <param name="create">Makes a fresh driver for each start of a device; called on a thread of its own.</param>
    /// <returns>Disposing it stops the name's devices, each in at most about 5 s, sets them to
    /// <see cref="DeviceState.WaitingForDriver"/>, and drops <paramref name="create"/> and every driver made by it.</returns>
    /// <exception cref="ArgumentException">The name is malformed or taken.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor is disposed.</exception>
    public IAsyncDisposable RegisterDriver(string name, Func<DriverInstance> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (!DeviceTopic.IsValidId(name))
        {
            throw new ArgumentException(
                $"The driver name '{name}' must be 1 to 63 characters: a-z, 0-9, '_' and '-', starting with a letter or digit.",
                nameof(name));
        }

        var registration = new DriverRegistration(name, create, WithdrawAsync);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_drivers.TryAdd(name, registration))
            {
                throw new ArgumentException($"A driver '{name}' is registered already.", nameof(name));
            }

            foreach (SupervisedDevice device in DevicesOf(name))
            {
                device.ChangeDriverAsync(registration);
            }
        }

        return registration;
    }

    /// <summary>Adds a device, or replaces it: its driver then starts anew.</summary>
    /// <param name="configuration">The device.</param>
    /// <param name="cancellationToken">Gives up waiting; the change happens nevertheless.</param>
    /// <returns>Completes when the configuration is in force: the driver before has ended or was abandoned.</returns>
    /// <exception cref="ArgumentException">The id, the name or the driver's name is malformed.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor is disposed.</exception>
    public Task ConfigureAsync(DeviceConfiguration configuration, CancellationToken cancellationToken)
    {
        Check(configuration);
        Task inForce;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var order = new DeviceOrder(configuration, _drivers.GetValueOrDefault(configuration.Driver));
            if (_devices.TryGetValue(configuration.Id, out SupervisedDevice? device))
            {
                inForce = device.ChangeAsync(order);
            }
            else
            {
                Task predecessor = _removals.GetValueOrDefault(configuration.Id, Task.CompletedTask);
                device = new SupervisedDevice(_hub, order, new Random(_seeds.Next()), status => StatusChanged?.Invoke(status), predecessor);
                _devices[configuration.Id] = device;
                inForce = device.InForce;
            }
        }

        return inForce.WaitAsync(cancellationToken);
    }

    /// <summary>Stops a device and deletes its retained descriptor and availability.</summary>
    /// <param name="id">The device's id.</param>
    /// <param name="cancellationToken">Gives up waiting; the device is removed nevertheless.</param>
    /// <returns>False when there is no such device.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        Task removal;
        lock (_lock)
        {
            if (!_devices.TryRemove(id, out SupervisedDevice? device))
            {
                return false;
            }

            removal = _removals[id] = device.RemoveAsync();
        }

        await removal.WaitAsync(cancellationToken);
        lock (_lock)
        {
            if (_removals.TryGetValue(id, out Task? last) && last == removal)
            {
                _removals.Remove(id);
            }
        }

        return true;
    }

    /// <summary>The devices' status now, in order of their ids.</summary>
    public IReadOnlyList<DeviceStatus> Snapshot() =>
        [.. _devices.Values.Select(device => device.Status).OrderBy(status => status.Configuration.Id, StringComparer.Ordinal)];

    /// <summary>One device's status now.</summary>
    /// <param name="id">The device's id.</param>
    /// <param name="status">The status.</param>
    /// <returns>False when there is no such device.</returns>
    public bool TryGet(string id, [NotNullWhen(true)] out DeviceStatus? status)
    {
        status = _devices.TryGetValue(id, out SupervisedDevice? device) ? device.Status : null;
        return status is not null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] ends;
        lock (_lock)
        {
            _isDisposed = true;
            ends = [.. _devices.Values.Select(device => device.DisposeAsync().AsTask()), .. _removals.Values];
        }

        await Task.WhenAll(ends);
    }

    private static void Check(DeviceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!DeviceTopic.IsValidId(configuration.Id))
        {
            throw new ArgumentException($"'{configuration.Id}' is refused: {DeviceTopic.IdRule}.", nameof(configuration));
        }

        if (!DeviceTopic.IsValidId(configuration.Driver))
        {
            throw new ArgumentException($"'{configuration.Driver}' is not a driver's name.", nameof(configuration));
        }

        if (string.IsNullOrWhiteSpace(configuration.Name) || configuration.Name.Length > Sdk.Devices.DescriptorPayload.MaximumNameLength)
        {
            throw new ArgumentException(
                $"A device's name has 1 to {Sdk.Devices.DescriptorPayload.MaximumNameLength} characters.", nameof(configuration));
        }
    }

    private async Task WithdrawAsync(DriverRegistration registration)
    {
        Task[] stops;
        lock (_lock)
        {
            _drivers.Remove(registration.Name);
            stops = [.. DevicesOf(registration.Name).Select(device => device.ChangeDriverAsync(null)), .. _removals.Values];
        }

        await Task.WhenAll(stops);
    }

    private IEnumerable<SupervisedDevice> DevicesOf(string driver) =>
        _devices.Values.Where(device => device.Configuration.Driver == driver);
}
