using PiHub.Devices;
using PiHub.Notifications;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells of devices that are offline for longer than the grace: those with a driver, and those that were there before.</summary>
internal sealed class DeviceSource(
    DeviceRegistry devices, NotificationCenter center, ISettings<NotificationSettings> settings, TimeProvider time) : INotificationSource
{
    private const string Kind = "device_offline";

    private readonly Dictionary<string, long> _offlineSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wasOnline = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public IEnumerable<Notification> Look() => Look(devices.List());

    internal IEnumerable<Notification> Look(IReadOnlyList<Device> present)
    {
        NotificationSettings wanted = settings.Current;
        HashSet<string> ids = [.. present.Select(device => device.Id)];
        _wasOnline.IntersectWith(ids);
        foreach (string gone in _offlineSince.Keys.Except(ids).ToArray())
        {
            _offlineSince.Remove(gone);
        }

        return wanted.WatchDevices
            ? [.. present.Where(device => !wanted.DevicesLeftOut.Contains(device.Id)).Select(device => Of(device, wanted.DeviceGrace)).OfType<Notification>()]
            : [];
    }

    private Notification? Of(Device device, TimeSpan grace)
    {
        Notification? told = center.FindGoingOn(Kind, device.Id)?.Notification;
        if (device.Availability != Availability.Offline)
        {
            _offlineSince.Remove(device.Id);
            if (device.Availability == Availability.Online)
            {
                _wasOnline.Add(device.Id);
                return null;
            }

            return told; // nothing was heard of it since the start: what was told before holds
        }

        if (told is null && device.Driver is null && device.LastSeen is null && !_wasOnline.Contains(device.Id))
        {
            return null;
        }

        if (_offlineSince.TryAdd(device.Id, time.GetTimestamp()) && told is not null)
        {
            return told;
        }

        return told ?? (time.GetElapsedTime(_offlineSince[device.Id]) >= grace ? Tell(device) : null);
    }

    private static Notification Tell(Device device) => new()
    {
        Kind = Kind,
        Subject = device.Id,
        Severity = NotificationSeverity.Warning,
        Title = $"Device {device.Name} is offline",
        Detail = device.Reason is { } reason ? $"{reason.TrimEnd('.')}." : "It said so itself, or its connection broke. Check its power and its network.",
        Link = "/devices",
    };
}
