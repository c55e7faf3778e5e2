using PiHub.Sdk.Settings;
using PiHub.Settings.General;

namespace PiHub.Automations.Sun;

/// <summary>Time, zone and place of the hub, as the general settings have them now.</summary>
internal sealed class HubClock(ISettings<GeneralSettings> settings, TimeProvider time)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The hub's time zone; the computer's when none is set.</summary>
    public TimeZoneInfo Zone => settings.Current.TimeZone is { Length: > 0 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone)
        ? zone
        : time.LocalTimeZone;

    /// <summary>Where the hub stands; null when nobody said.</summary>
    public Place? Place => settings.Current is { LatitudeDegrees: { } latitude, LongitudeDegrees: { } longitude }
        ? new Place(latitude, longitude)
        : null;

    /// <summary>Calls back when zone or place may have changed.</summary>
    public IDisposable OnChange(Action changed) => settings.OnChange(_ => changed());
}
