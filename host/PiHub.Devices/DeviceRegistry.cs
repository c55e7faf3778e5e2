using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PiHub.Hal.Drivers;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Devices;

/// <summary>All devices of the hub: the only public door of this project. Safe to use from any thread.</summary>
public sealed class DeviceRegistry : IAsyncDisposable
{
    // What a removed device had already sent may still arrive; later than this it is there again.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new(); // held while devices are added, changed or removed; the table is written first
    private readonly ConcurrentDictionary<string, DeviceEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _removedAt = new(StringComparer.Ordinal);
    private readonly DeviceTable _table;
    private readonly DeviceTopics _topics;
    private readonly DeviceSupervisor _supervisor;
    private readonly TimeProvider _time;
    private readonly ILogger<DeviceRegistry> _logger;

    /// <summary>Loads what is known; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="bus">Where devices speak of themselves.</param>
    /// <param name="feed">Where committed samples come from.</param>
    /// <param name="supervisor">Runs the drivers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public DeviceRegistry(
        SqliteDatabase database,
        IBus bus,
        SampleFeed feed,
        DeviceSupervisor supervisor,
        TimeProvider time,
        ILogger<DeviceRegistry> logger)
    {
        _table = new DeviceTable(database);
        _topics = new DeviceTopics(bus, feed);
        (_supervisor, _time, _logger) = (supervisor, time, logger);
        foreach (DeviceRecord record in _table.Load())
        {
            _entries[record.Id] = new DeviceEntry(record);
        }
    }

    /// <summary>Raised after a device was added or changed (its new state) or removed (null). Handlers must be quick.</summary>
    public event Action<string, Device?>? Changed;

    /// <summary>Starts listening and runs the drivers of all configured devices.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _supervisor.StatusChanged += OnDriverStatus;
        _topics.Listen(OnSample, OnAvailability, OnDescriptor);
        foreach (DeviceEntry entry in _entries.Values.Where(entry => entry.Record.Driver is not null))
        {
            try
            {
                await _supervisor.ConfigureAsync(entry.Record.ToConfiguration(), cancellationToken);
            }
            catch (ArgumentException exception)
            {
                Log.NotRun(_logger, entry.Record.Id, exception); // one record that a former version let through must not keep the others
            }
        }
    }

    /// <summary>All devices, ordered by id.</summary>
    public IReadOnlyList<Device> List() =>
        [.. _entries.Values.Where(entry => !entry.IsRemoving).Select(Describe).OrderBy(device => device.Id, StringComparer.Ordinal)];

    /// <summary>One device; null when it is unknown.</summary>
    /// <param name="id">The device's id.</param>
    public Device? Find(string id) => _entries.TryGetValue(id, out DeviceEntry? entry) && !entry.IsRemoving ? Describe(entry) : null;

    /// <summary>Adds a device that a driver serves, and starts it. A device discovered before becomes that device.</summary>
    /// <param name="id">The new device's id.</param>
    /// <param name="driver">The driver's name.</param>
    /// <param name="name">The owner's name for it, 1 to 100 characters.</param>
    /// <param name="area">Where it is; null when not given.</param>
    /// <param name="settings">The driver's settings; null for none.</param>
    /// <param name="cancellationToken">Gives up starting; the device is added all the same.</param>
    /// <returns>The device; null when a device with a driver has that id already, or is just being removed.</returns>
    /// <exception cref="ArgumentException">Id, driver or name break their rules; nothing was added.</exception>
    public async Task<Device?> AddAsync(
        string id, string driver, string name, string? area, JsonElement? settings, CancellationToken cancellationToken)
    {
        DeviceRecord.Check(id, driver, name);
        DeviceEntry? entry = Change(
            id,
            record => record.Driver is null ? record with { Driver = driver, Name = name, Area = area, Settings = settings } : null,
            canCreate: true);
        if (entry is null)
        {
            return null;
        }

        await _supervisor.ConfigureAsync(entry.Record.ToConfiguration(), cancellationToken);
        return Announce(entry);
    }

    /// <summary>Changes what the owner chose of a device; its driver restarts with it.</summary>
    /// <param name="id">The device's id.</param>
    /// <param name="name">The owner's name for it, 1 to 100 characters.</param>
    /// <param name="area">Where it is; null: what the device itself says.</param>
    /// <param name="settings">The driver's settings; null: as they are.</param>
    /// <param name="cancellationToken">Gives up restarting.</param>
    /// <returns>The device; null when it is unknown.</returns>
    public async Task<Device?> UpdateAsync(
        string id, string name, string? area, JsonElement? settings, CancellationToken cancellationToken)
    {
        DeviceEntry? entry = Change(
            id, record => record with { Name = name, Area = area, Settings = settings ?? record.Settings }, canCreate: false);
        if (entry is null)
        {
            return null;
        }

        if (entry.Record.Driver is not null)
        {
            await _supervisor.ConfigureAsync(entry.Record.ToConfiguration(), cancellationToken);
        }

        return Announce(entry);
    }

    /// <summary>Stops and forgets a device; its readings stay. One that goes on publishing is discovered again.</summary>
    /// <remarks>Once begun it is carried through, so there is nothing to cancel.</remarks>
    /// <param name="id">The device's id.</param>
    /// <returns>False when it is unknown.</returns>
    public async Task<bool> RemoveAsync(string id)
    {
        DeviceEntry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out entry) || entry.IsRemoving)
            {
                return false;
            }

            _table.Delete(id);
            entry.IsRemoving = true;
        }

        await _supervisor.RemoveAsync(id, CancellationToken.None);
        await _topics.ForgetAsync(id);
        lock (_lock)
        {
            _removedAt[id] = _time.GetTimestamp();
            _entries.TryRemove(id, out _);
        }

        Raise(id, device: null);
        return true;
    }

    /// <summary>Stops listening; the drivers are the supervisor's to stop.</summary>
    public ValueTask DisposeAsync()
    {
        _supervisor.StatusChanged -= OnDriverStatus;
        return _topics.DisposeAsync();
    }

    private void OnSample(Sample sample)
    {
        if (FindOrDiscover(sample.Device) is { } entry)
        {
            entry.LastSeen = _time.GetUtcNow();
        }
    }

    private void OnAvailability(string id, Availability availability)
    {
        // "offline" of an unknown device is the farewell of a removed one.
        DeviceEntry? entry = availability == Availability.Online ? FindOrDiscover(id) : _entries.GetValueOrDefault(id);
        if (entry is not null && entry.Availability != availability)
        {
            entry.Availability = availability;
            Log.AvailabilityChanged(_logger, id, availability);
            Announce(entry);
        }
    }

    private void OnDescriptor(string id, DeviceDescriptor descriptor)
    {
        if (FindOrDiscover(id) is null)
        {
            return;
        }

        // Devices repeat their descriptor at every start; the disk need not.
        byte[] text = DescriptorPayload.Write(descriptor);
        DeviceEntry? entry = Change(
            id,
            record => record.Descriptor is { } known && text.AsSpan().SequenceEqual(DescriptorPayload.Write(known))
                ? null
                : record with { Descriptor = descriptor },
            canCreate: false);
        if (entry is not null)
        {
            Announce(entry);
        }
    }

    private DeviceEntry? FindOrDiscover(string id)
    {
        if (_entries.TryGetValue(id, out DeviceEntry? known))
        {
            return known;
        }

        if (_removedAt.TryGetValue(id, out long removed) && _time.GetElapsedTime(removed) < Aftermath)
        {
            return null;
        }

        DeviceEntry? entry = Change(id, record => record, canCreate: true);
        if (entry is not null)
        {
            Log.Discovered(_logger, id);
            Announce(entry);
        }

        return entry;
    }

    // Changes a record on disk, then in memory; null when there is none to change, or the change returns null.
    private DeviceEntry? Change(string id, Func<DeviceRecord, DeviceRecord?> change, bool canCreate)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out DeviceEntry? entry) && !canCreate)
            {
                return null;
            }

            entry ??= new DeviceEntry(new DeviceRecord { Id = id });
            if (entry.IsRemoving || change(entry.Record) is not { } changed)
            {
                return null;
            }

            _table.Save(changed);
            entry.Record = changed;
            _removedAt.TryRemove(id, out _);
            return _entries[id] = entry;
        }
    }

    private void OnDriverStatus(DeviceStatus status)
    {
        if (_entries.TryGetValue(status.Configuration.Id, out DeviceEntry? entry))
        {
            Announce(entry);
        }
    }

    private Device Announce(DeviceEntry entry)
    {
        Device device = Describe(entry);
        if (!entry.IsRemoving)
        {
            Raise(device.Id, device);
        }

        return device;
    }

    private void Raise(string id, Device? device)
    {
        try
        {
            Changed?.Invoke(id, device);
        }
#pragma warning disable CA1031 // Boundary: who listens for changes must not undo them.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ListenerFailed(_logger, id, exception);
        }
    }

    private Device Describe(DeviceEntry entry) =>
        entry.Snapshot(_supervisor.TryGet(entry.Record.Id, out DeviceStatus? status) ? status.Reason : null);
}
