using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Triggers;

/// <summary>Watches for one trigger. Calls come one at a time, under the lock of its automation.</summary>
internal abstract class TriggerWatch(AutomationTrigger trigger)
{
    /// <summary>The trigger.</summary>
    public AutomationTrigger Trigger { get; } = trigger;

    /// <summary>Told when it has happened.</summary>
    public Action<Circumstances> Fired { get; set; } = _ => { };

    /// <summary>What is kept over restarts; null for nothing.</summary>
    public virtual CrossingPhase? Phase => null;

    /// <summary>When it is due next; null when that is not known.</summary>
    public virtual DateTimeOffset? Due => null;

    /// <summary>Why it cannot happen; null when it can.</summary>
    public virtual string? Problem => null;

    /// <summary>The newest reading of a metric of its device when the watch begins.</summary>
    public virtual void Seed(Reading latest, DateTimeOffset now)
    {
    }

    /// <summary>A sample of its device was committed.</summary>
    public virtual void OnSample(Sample sample, DateTimeOffset now)
    {
    }

    /// <summary>An event of its device was committed.</summary>
    public virtual void OnEvent(DeviceEvent deviceEvent, DateTimeOffset now)
    {
    }

    /// <summary>Its device says whether it is there.</summary>
    public virtual void OnAvailability(Availability availability, DateTimeOffset now)
    {
    }

    /// <summary>Time has passed: <see cref="Due"/> may be over.</summary>
    public virtual void OnTime(DateTimeOffset now)
    {
    }

    /// <summary>Zone or place of the hub may have changed, or the watch begins.</summary>
    public virtual void Plan(DateTimeOffset now)
    {
    }
}
