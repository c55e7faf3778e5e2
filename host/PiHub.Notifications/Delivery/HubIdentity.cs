using System.Globalization;
using PiHub.Sdk.Settings;
using PiHub.Settings.General;

namespace PiHub.Notifications.Delivery;

/// <summary>What the hub calls itself and which time it tells, in what it sends.</summary>
/// <param name="settings">The general settings; null: as they are by default.</param>
internal sealed class HubIdentity(ISettings<GeneralSettings>? settings)
{
    public string Name => settings?.Current.Name ?? new GeneralSettings().Name;

    /// <summary>A time in the hub's zone, with its distance from UTC.</summary>
    public string Local(DateTimeOffset time)
    {
        TimeZoneInfo zone = settings?.Current.TimeZone is { Length: > 0 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? named)
            ? named
            : TimeZoneInfo.Local;
        return TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
    }
}
