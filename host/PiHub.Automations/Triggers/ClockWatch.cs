using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Automations.Sun;
using Quartz;

namespace PiHub.Automations.Triggers;

/// <summary>Watches for a time, or for sunrise and sunset.</summary>
internal sealed class ClockWatch(AutomationTrigger trigger, HubClock clock) : TriggerWatch(trigger)
{
    // Passed over by more than this, the clock was set or the computer slept; what was due then is left out.
    private static readonly TimeSpan MaximumLate = TimeSpan.FromMinutes(5);

    private DateTimeOffset? _due;

    public override DateTimeOffset? Due => _due;

    public override string? Problem => Trigger.Type == "sun" && clock.Place is null
        ? "Sunrise and sunset need the hub's location: set latitude and longitude in the general settings."
        : _due is null ? "Its time never comes again." : null;

    public override void Plan(DateTimeOffset now) => _due = NextAfter(now);

    public override void OnTime(DateTimeOffset now)
    {
        if (_due is not { } due || due > now)
        {
            return;
        }

        Plan(now);
        if (now - due <= MaximumLate)
        {
            Fired(new Circumstances(TriggerWords.Of(Trigger), "", "", "", due));
        }
    }

    private DateTimeOffset? NextAfter(DateTimeOffset now)
    {
        if (Trigger.Type == "time")
        {
            return new CronExpression(Trigger.Cron ?? "", clock.Zone).GetNextValidTimeAfter(now);
        }

        return clock.Place is { } place
            ? SunDay.Next(now, place, Trigger.Is == "sunrise", TimeSpan.FromMinutes(Trigger.OffsetMinutes ?? 0))
            : null;
    }
}
