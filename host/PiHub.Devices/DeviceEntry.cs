namespace PiHub.Devices;

/// <summary>The living state of one device. The registry changes <see cref="Record"/> and <see cref="IsRemoving"/> under its lock.</summary>
internal sealed class DeviceEntry(DeviceRecord record)
{
    private long _lastSeenTicks;

    public volatile DeviceRecord Record = record;

    public volatile Availability Availability;

    /// <summary>It is being removed: hidden, but here, so that what its driver still says does not discover it anew.</summary>
    public volatile bool IsRemoving;

    public DateTimeOffset? LastSeen
    {
        get => Volatile.Read(ref _lastSeenTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => Volatile.Write(ref _lastSeenTicks, value?.UtcTicks ?? 0);
    }

    /// <summary>What is known of the device at this moment.</summary>
    /// <param name="reason">Why its driver is not running; null when it is, or when it has none.</param>
    public Device Snapshot(string? reason)
    {
        DeviceRecord record = Record;
        return new Device
        {
            Id = record.Id,
            Name = record.Name ?? record.Descriptor?.Name ?? record.Id,
            Area = record.Area ?? record.Descriptor?.Area,
            Driver = record.Driver,
            Settings = record.Settings,
            Availability = Availability,
            Reason = reason,
            LastSeen = LastSeen,
            Descriptor = record.Descriptor,
        };
    }
}
