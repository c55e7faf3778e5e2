using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Triggers;

/// <summary>Watches a metric crossing a limit, or becoming a value.</summary>
/// <remarks>
/// A number that must stay beyond its limit is looked at when it is reported, so one that is no longer reported has not stayed there. A
/// boolean or text may be sent at changes only: it stays until it changes, or its device goes offline.
/// </remarks>
internal sealed class MetricWatch : TriggerWatch
{
    // Later than this it is history that arrives, from a spool or an import, and nobody wants lights switched by it.
    private static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(10);

    private readonly Crossing _crossing;
    private readonly MetricValue? _wanted;
    private readonly double _hysteresis;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private MetricValue? _last;

    public MetricWatch(AutomationTrigger trigger, CrossingPhase phase)
        : base(trigger)
    {
        _wanted = ValueText.Read(trigger.Value);
        _hysteresis = trigger.Hysteresis ?? 0;
        _crossing = new Crossing(TimeSpan.FromSeconds(trigger.ForS ?? 0), phase);
    }

    public override CrossingPhase? Phase => Trigger.Is == "changes" ? null : _crossing.Phase;

    public override DateTimeOffset? Due => _last is { Kind: not MetricValueKind.Number } ? _crossing.Due : null;

    public override void Seed(Reading latest, DateTimeOffset now)
    {
        if (latest.Metric != Trigger.Metric)
        {
            return;
        }

        (_newest, _last) = (latest.Time, latest.Value);
        if (Trigger.Is != "changes" && (_crossing.Phase == CrossingPhase.Unknown || latest.Value.Kind != MetricValueKind.Number))
        {
            Weigh(latest.Value, now, latest.Time);
        }
    }

    public override void OnSample(Sample sample, DateTimeOffset now)
    {
        if (Trigger.Metric is not { } metric || !sample.Metrics.TryGetValue(metric, out MetricValue value)
            || sample.Time <= _newest || sample.Time < now - MaximumAge)
        {
            return;
        }

        MetricValue? before = _last;
        (_newest, _last) = (sample.Time, value);
        if (Trigger.Is == "changes")
        {
            if (before is { } known && !ValueText.AreEqual(known, value))
            {
                Fire(value, sample.Time);
            }
        }
        else
        {
            Weigh(value, now, sample.Time);
        }
    }

    public override void OnAvailability(Availability availability, DateTimeOffset now)
    {
        if (availability == Availability.Offline)
        {
            _crossing.Waver();
        }
    }

    public override void OnTime(DateTimeOffset now)
    {
        if (Due <= now && _last is { } value && _crossing.Come(now))
        {
            Fire(value, now);
        }
    }

    private void Weigh(MetricValue value, DateTimeOffset now, DateTimeOffset time)
    {
        switch (Place(value))
        {
            case > 0:
                if (_crossing.Come(now))
                {
                    Fire(value, time);
                }

                break;
            case < 0:
                _crossing.Go();
                break;
            default:
                _crossing.Waver();
                break;
        }
    }

    // 1: beyond the limit, -1: back behind the hysteresis, 0: between the two.
    private int Place(MetricValue value)
    {
        if (Trigger.Is == "equals")
        {
            return _wanted is { } wanted && ValueText.AreEqual(value, wanted) ? 1 : -1;
        }

        if (value.Number is not { } number || _wanted?.Number is not { } limit)
        {
            return 0;
        }

        double beyond = Trigger.Is == "above" ? number - limit : limit - number;
        return beyond > 0 ? 1 : beyond <= -_hysteresis ? -1 : 0;
    }

    private void Fire(MetricValue value, DateTimeOffset time) => Fired(new Circumstances(
        TriggerWords.Of(Trigger) + $" ({value})", Trigger.Device ?? "", Trigger.Metric ?? "", value.ToString(), time));
}
