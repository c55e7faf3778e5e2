using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Devices;

namespace PiHub.Automations.Triggers;

/// <summary>Watches a device going offline or coming back.</summary>
/// <param name="trigger">The trigger.</param>
/// <param name="phase">Where it was left.</param>
/// <param name="settled">Until then "offline" is what the devices said before the hub started: their drivers are only just beginning.</param>
internal sealed class DeviceWatch(AutomationTrigger trigger, CrossingPhase phase, DateTimeOffset settled) : TriggerWatch(trigger)
{
    private readonly Crossing _crossing = new(TimeSpan.FromSeconds(trigger.ForS ?? 0), phase);
    private Availability _now;

    public override CrossingPhase? Phase => _crossing.Phase;

    public override DateTimeOffset? Due => _crossing.Due ?? (IsUnsettled ? settled : null);

    private bool IsUnsettled => IsWanted && _now == Availability.Offline && _crossing.Phase == CrossingPhase.Armed;

    private bool IsWanted => _now == (Trigger.Is == "offline" ? Availability.Offline : Availability.Online);

    public override void OnAvailability(Availability availability, DateTimeOffset now)
    {
        if (availability != Availability.Unknown)
        {
            _now = availability;
            Weigh(now);
        }
    }

    public override void OnTime(DateTimeOffset now)
    {
        if (Due <= now)
        {
            Weigh(now);
        }
    }

    private void Weigh(DateTimeOffset now)
    {
        if (!IsWanted)
        {
            _crossing.Go();
        }
        else if ((_now != Availability.Offline || now >= settled || _crossing.Phase == CrossingPhase.Fired) && _crossing.Come(now))
        {
            Fired(new Circumstances(
                TriggerWords.Of(Trigger), Trigger.Device ?? "", "", _now == Availability.Offline ? "offline" : "online", now));
        }
    }
}
