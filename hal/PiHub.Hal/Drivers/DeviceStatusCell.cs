namespace PiHub.Hal.Drivers;

/// <summary>Holds a device's status and tells each change, in order. Reading never waits.</summary>
internal sealed class DeviceStatusCell(HubLink hub, DeviceOrder order, SampleQueue samples, Action<DeviceStatus> changed)
{
    private readonly Lock _lock = new(); // guards writing and the order of telling
    private volatile DeviceStatus _status = Describe(order, hub.Time.GetUtcNow());
    private string? _loggedReason;

    public DeviceStatus Read() => WithCounts(_status);

    /// <summary>A new order is in force.</summary>
    public void Begin(DeviceOrder next) => Set(_ => Describe(next, hub.Time.GetUtcNow()));

    /// <summary>The first sample of a run came.</summary>
    public void Run() => Set(status => status with { State = DeviceState.Running, Reason = null });

    /// <summary>A run ended by itself.</summary>
    public void Fault(string reason) => Set(status => status with { State = DeviceState.Faulted, Reason = reason });

    /// <summary>Another run begins; the reason of the last end stays readable.</summary>
    public void Restart() => Set(status => status with { State = DeviceState.Starting, Restarts = status.Restarts + 1 });

    private static DeviceStatus Describe(DeviceOrder order, DateTimeOffset since) => new()
    {
        Configuration = order.Configuration,
        State = order.Driver is null ? DeviceState.WaitingForDriver : DeviceState.Starting,
        Reason = order.Driver is null
            ? $"the driver '{order.Configuration.Driver}' is not there; install or enable the package that brings it"
            : null,
        Since = since,
    };

    private DeviceStatus WithCounts(DeviceStatus status) =>
        status with { SamplesDropped = samples.Dropped, SamplesRejected = samples.Rejected };

    private void Set(Func<DeviceStatus, DeviceStatus> change)
    {
        lock (_lock)
        {
            DeviceStatus old = _status;
            DeviceStatus next = change(old);
            next = next.State == old.State ? next : next with { Since = hub.Time.GetUtcNow() };
            _status = next;
            LogChange(next);
            try
            {
                changed(WithCounts(next));
            }
#pragma warning disable CA1031 // boundary to the listeners: one that fails must not end the device's loop
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.ListenerFailed(hub.Logger, exception, next.Configuration.Id);
            }
        }
    }

    /// <summary>A device that stays away is logged once, not at each new try.</summary>
    private void LogChange(DeviceStatus next)
    {
        string id = next.Configuration.Id;
        if (next.State != DeviceState.Faulted)
        {
            if (next.State != DeviceState.Starting)
            {
                _loggedReason = null;
                Log.StateChanged(hub.Logger, id, next.State, next.Reason ?? "no fault");
            }
        }
        else if (next.Reason is { } reason && reason != _loggedReason)
        {
            _loggedReason = reason;
            Log.DeviceFaulted(hub.Logger, id, reason);
        }
    }
}
