using System.Collections.Concurrent;
using System.Text;
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
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _writing = new(); // guards the order of table writes against the dictionary
    private readonly DeviceTable _table;
    private readonly IBus _bus;
    private readonly SampleFeed _feed;
    private readonly DeviceSupervisor _supervisor;
    private readonly TimeProvider _time;
    private readonly ILogger<DeviceRegistry> _logger;
    private readonly List<IAsyncDisposable> _subscriptions = [];

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
        (_bus, _feed, _supervisor, _time, _logger) = (bus, feed, supervisor, time, logger);
        foreach (DeviceRecord record in _table.Load())
        {
            _entries[record.Id] = new Entry(record);
        }
    }

    /// <summary>Raised after a device was added or changed (its new state) or removed (null). Handlers must be quick.</summary>
    public event Action<string, Device?>? Changed;

    /// <summary>Starts listening and runs the drivers of all configured devices.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _supervisor.StatusChanged += OnDriverStatus;
        _subscriptions.Add(_feed.Subscribe("devices", OnSampleAsync));
        _subscriptions.Add(_bus.Subscribe(DeviceTopic.Availability("+"), OnAvailabilityAsync));
        _subscriptions.Add(_bus.Subscribe(DeviceTopic.Descriptor("+"), OnDescriptorAsync));
        foreach (Entry entry in _entries.Values.Where(entry => entry.Record.Driver is not null))
        {
            await RunDriverAsync(entry.Record, cancellationToken);
        }
    }

    /// <summary>All devices, ordered by id.</summary>
    public IReadOnlyList<Device> List() =>
        [.. _entries.Values.Select(Describe).OrderBy(device => device.Id, StringComparer.Ordinal)];

    /// <summary>One device; null when it is unknown.</summary>
    /// <param name="id">The device's id.</param>
    public Device? Find(string id) => _entries.TryGetValue(id, out Entry? entry) ? Describe(entry) : null;

    /// <summary>Adds a device that a driver serves, and starts it. A device discovered before becomes that device.</summary>
    /// <param name="id">The new device's id.</param>
    /// <param name="driver">The driver's name.</param>
    /// <param name="name">The owner's name for it.</param>
    /// <param name="area">Where it is; null when not given.</param>
    /// <param name="settings">The driver's settings; null for none.</param>
    /// <param name="cancellationToken">Gives up starting; the device is added all the same.</param>
    /// <returns>The device; null when a device with a driver has that id already.</returns>
    /// <exception cref="ArgumentException">The id breaks <see cref="DeviceTopic.IdRule"/>.</exception>
    public async Task<Device?> AddAsync(
        string id, string driver, string name, string? area, JsonElement? settings, CancellationToken cancellationToken)
    {
        if (!DeviceTopic.IsValidId(id))
        {
            throw new ArgumentException(DeviceTopic.IdRule, nameof(id));
        }

        Entry entry;
        lock (_writing)
        {
            entry = _entries.GetOrAdd(id, static id => new Entry(new DeviceRecord { Id = id }));
            if (entry.Record.Driver is not null)
            {
                return null;
            }

            entry.Record = entry.Record with { Driver = driver, Name = name, Area = area, Settings = settings };
            _table.Save(entry.Record);
        }

        await RunDriverAsync(entry.Record, cancellationToken);
        return Announce(entry);
    }

    /// <summary>Changes what the owner chose of a device; its driver restarts with it.</summary>
    /// <param name="id">The device's id.</param>
    /// <param name="name">The owner's name for it; null: back to the device's own.</param>
    /// <param name="area">Where it is; null: back to the device's own.</param>
    /// <param name="settings">The driver's settings; null for none.</param>
    /// <param name="cancellationToken">Gives up restarting.</param>
    /// <returns>The device; null when it is unknown.</returns>
    public async Task<Device?> UpdateAsync(
        string id, string? name, string? area, JsonElement? settings, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(id, out Entry? entry))
        {
            return null;
        }

        lock (_writing)
        {
            entry.Record = entry.Record with { Name = name, Area = area, Settings = settings };
            _table.Save(entry.Record);
        }

        if (entry.Record.Driver is not null)
        {
            await RunDriverAsync(entry.Record, cancellationToken);
        }

        return Announce(entry);
    }

    /// <summary>Stops and forgets a device; its readings stay. One that goes on publishing is discovered again.</summary>
    /// <param name="id">The device's id.</param>
    /// <param name="cancellationToken">Gives up waiting for its driver to stop.</param>
    /// <returns>False when it is unknown.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        lock (_writing)
        {
            if (!_entries.TryRemove(id, out _))
            {
                return false;
            }

            _table.Delete(id);
        }

        await _supervisor.RemoveAsync(id, cancellationToken);
        foreach (string topic in (string[])[DeviceTopic.Descriptor(id), DeviceTopic.Availability(id)])
        {
            await _bus.PublishAsync(new BusMessage { Topic = topic, Payload = default, Retain = true }, cancellationToken);
        }

        Changed?.Invoke(id, null);
        return true;
    }

    /// <summary>Stops listening; the drivers are the supervisor's to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        _supervisor.StatusChanged -= OnDriverStatus;
        foreach (IAsyncDisposable subscription in _subscriptions)
        {
            await subscription.DisposeAsync();
        }

        _subscriptions.Clear();
    }

    private Task RunDriverAsync(DeviceRecord record, CancellationToken cancellationToken) => _supervisor.ConfigureAsync(
        new DeviceConfiguration
        {
            Id = record.Id,
            Driver = record.Driver ?? throw new InvalidOperationException("Only a device with a driver can be run."),
            Name = record.Name ?? record.Id,
            Area = record.Area,
            Settings = record.Settings ?? default,
        },
        cancellationToken);

    private ValueTask OnSampleAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(sample.Device, out Entry? entry))
        {
            entry = Discover(sample.Device);
        }

        entry.LastSeen = _time.GetUtcNow();
        return ValueTask.CompletedTask;
    }

    private ValueTask OnAvailabilityAsync(BusMessage message, CancellationToken cancellationToken)
    {
        if (!message.Payload.IsEmpty && DeviceTopic.TrySplit(message.Topic, out string? id, out _))
        {
            Entry entry = _entries.TryGetValue(id, out Entry? known) ? known : Discover(id);
            Availability availability = Encoding.UTF8.GetString(message.Payload.Span) == "online"
                ? Availability.Online
                : Availability.Offline;
            if (entry.Availability != availability)
            {
                entry.Availability = availability;
                Log.AvailabilityChanged(_logger, id, availability);
                Announce(entry);
            }
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask OnDescriptorAsync(BusMessage message, CancellationToken cancellationToken)
    {
        if (DeviceTopic.TrySplit(message.Topic, out string? id, out _)
            && DescriptorPayload.TryRead(message.Payload.Span, out DeviceDescriptor? descriptor, out _))
        {
            Entry entry = _entries.TryGetValue(id, out Entry? known) ? known : Discover(id);
            lock (_writing)
            {
                entry.Record = entry.Record with { Descriptor = descriptor };
                _table.Save(entry.Record);
            }

            Announce(entry);
        }

        return ValueTask.CompletedTask;
    }

    private Entry Discover(string id)
    {
        Entry entry;
        lock (_writing)
        {
            entry = _entries.GetOrAdd(id, static id => new Entry(new DeviceRecord { Id = id }));
            _table.Save(entry.Record);
        }

        Log.Discovered(_logger, id);
        Announce(entry);
        return entry;
    }

    private void OnDriverStatus(DeviceStatus status)
    {
        if (_entries.TryGetValue(status.Configuration.Id, out Entry? entry))
        {
            Announce(entry);
        }
    }

    private Device Announce(Entry entry)
    {
        Device device = Describe(entry);
        Changed?.Invoke(device.Id, device);
        return device;
    }

    private Device Describe(Entry entry)
    {
        DeviceRecord record = entry.Record;
        return new Device
        {
            Id = record.Id,
            Name = record.Name ?? record.Descriptor?.Name ?? record.Id,
            Area = record.Area ?? record.Descriptor?.Area,
            Driver = record.Driver,
            Settings = record.Settings,
            Availability = entry.Availability,
            Reason = record.Driver is null ? null : _supervisor.TryGet(record.Id, out DeviceStatus? status) ? status.Reason : null,
            LastSeen = entry.LastSeen,
            Descriptor = record.Descriptor,
        };
    }

    private sealed class Entry(DeviceRecord record)
    {
        private long _lastSeenTicks;

        public volatile DeviceRecord Record = record;

        public volatile Availability Availability;

        public DateTimeOffset? LastSeen
        {
            get => Volatile.Read(ref _lastSeenTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
            set => Volatile.Write(ref _lastSeenTicks, value?.UtcTicks ?? 0);
        }
    }
}
