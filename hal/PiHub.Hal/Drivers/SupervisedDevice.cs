using System.Text;
using PiHub.Hal.Commands;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Drivers;

/// <summary>One configured device: a loop that keeps it as ordered, whatever its driver does.</summary>
internal sealed class SupervisedDevice : IAsyncDisposable
{
    private static readonly TimeSpan PublishPatience = TimeSpan.FromSeconds(2);
    private static readonly byte[] Online = Encoding.UTF8.GetBytes("online");
    private static readonly byte[] Offline = Encoding.UTF8.GetBytes("offline");

    private readonly HubLink _hub;
    private readonly Random _jitter;
    private readonly DeviceStatusCell _status;
    private readonly SampleQueue _samples;
    private readonly RetainedTopic _availability;
    private readonly RetainedTopic _descriptor;
    private readonly Task _loop;
    private readonly Lock _lock = new(); // guards the five fields below
    private DeviceOrder _order;
    private bool _isClosing;
    private CancellationTokenSource _changed = new();
    private Task _interruption = Task.CompletedTask;
    private TaskCompletionSource _inForce = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DriverRun? _run;
    private volatile bool _isRemoved;

    /// <summary>Starts the loop.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="order">What to do first.</param>
    /// <param name="jitter">The device's own source of chance.</param>
    /// <param name="statusChanged">Called for each change, in order.</param>
    /// <param name="predecessor">A removed device of the same id that still cleans up.</param>
    public SupervisedDevice(HubLink hub, DeviceOrder order, Random jitter, Action<DeviceStatus> statusChanged, Task predecessor)
    {
        string id = order.Configuration.Id;
        _hub = hub;
        _order = order;
        _jitter = jitter;
        _samples = new SampleQueue(hub, id);
        _availability = new RetainedTopic(hub, DeviceTopic.Availability(id));
        _descriptor = new RetainedTopic(hub, DeviceTopic.Descriptor(id));
        _status = new DeviceStatusCell(hub, order, _samples, statusChanged);
        _loop = Task.Run(() => SuperviseAsync(predecessor));
    }

    /// <summary>The status of this moment.</summary>
    public DeviceStatus Status => _status.Read();

    /// <summary>The configuration that was ordered last.</summary>
    public DeviceConfiguration Configuration
    {
        get
        {
            lock (_lock)
            {
                return _order.Configuration;
            }
        }
    }

    /// <summary>Completes when the order that was given last is in force: the driver before it has ended.</summary>
    public Task InForce
    {
        get
        {
            lock (_lock)
            {
                return _inForce.Task;
            }
        }
    }

    /// <summary>Gives a new order.</summary>
    /// <returns>See <see cref="InForce"/>.</returns>
    public Task ChangeAsync(DeviceOrder order)
    {
        lock (_lock)
        {
            _order = order;
            return Interrupt();
        }
    }

    /// <summary>Takes another driver for the same configuration, or none.</summary>
    /// <returns>See <see cref="InForce"/>.</returns>
    public Task ChangeDriverAsync(DriverRegistration? driver)
    {
        lock (_lock)
        {
            _order = _order with { Driver = driver };
            return Interrupt();
        }
    }

    /// <summary>Stops for good and deletes what is retained of the device.</summary>
    public async Task RemoveAsync()
    {
        _isRemoved = true;
        await DisposeAsync();
    }

    /// <summary>Stops for good and leaves it <c>offline</c>.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            Interrupt();
            _isClosing = true;
        }

        await _loop;
    }

    private Task Interrupt()
    {
        if (_isClosing)
        {
            return _loop;
        }

        if (_inForce.Task.IsCompleted)
        {
            _inForce = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // Asynchronously, so that the loop does not continue inside the caller's lock.
        if (!_changed.IsCancellationRequested)
        {
            _interruption = _changed.CancelAsync();
        }

        return _inForce.Task;
    }

    private async Task SuperviseAsync(Task predecessor)
    {
        await Task.WhenAny(predecessor);
        await using (var commands = new CommandQueue(_hub, Configuration.Id, ExecuteAsync))
        {
            // A hub that was cut off may have left "online" retained.
            await SetAvailabilityAsync(Offline);
            while (Take() is var (order, inForce, changed))
            {
                _status.Begin(order);
                inForce.TrySetResult();
                if (order.Driver is null)
                {
                    await WaitAsync(Timeout.InfiniteTimeSpan, changed);
                }
                else
                {
                    await KeepRunningAsync(order.Configuration, order.Driver, changed);
                }
            }
        }

        await _samples.DisposeAsync();
        await ReleaseTopicsAsync();
        _inForce.TrySetResult();
        await _interruption;
    }

    /// <summary>The order to carry out next; null when it is to end.</summary>
    private (DeviceOrder Order, TaskCompletionSource InForce, CancellationToken Changed)? Take()
    {
        lock (_lock)
        {
            if (_isClosing)
            {
                return null;
            }

            // Without a timer the old one needs no disposal.
            _changed = new CancellationTokenSource();
            return (_order, _inForce, _changed.Token);
        }
    }

    private async Task KeepRunningAsync(DeviceConfiguration configuration, DriverRegistration driver, CancellationToken changed)
    {
        var backOff = new BackOff(_jitter);
        while (true)
        {
            RunEnd end = await RunOnceAsync(configuration, driver, changed);
            if (end.IsAbandoned || !changed.IsCancellationRequested)
            {
                _status.Fault(end.Reason);
            }

            await SetAvailabilityAsync(Offline);
            await WaitAsync(backOff.Next(end.Duration), changed);
            if (changed.IsCancellationRequested)
            {
                return;
            }

            _status.Restart();
        }
    }

    // A method of its own, so that nothing of the driver stays in the loop's frame.
    private async Task<RunEnd> RunOnceAsync(DeviceConfiguration configuration, DriverRegistration driver, CancellationToken changed)
    {
        var context = new DeviceContext(configuration, _samples, _descriptor, GoOnline);
        var run = new DriverRun(_hub, context);
        _run = run;
        try
        {
            return await run.ExecuteAsync(driver, changed);
        }
        finally
        {
            _run = null;
        }
    }

    private void GoOnline()
    {
        _status.Run();
        _availability.SetAsync(Online);
    }

    private async Task<CommandResult> ExecuteAsync(DeviceCommand command, TimeSpan patience) => _run is { } run
        ? await run.HandleAsync(command, patience)
        : CommandResult.Failed(command.Id, "the device is not running: " + (Status.Reason ?? "it starts"));

    private Task<bool> SetAvailabilityAsync(byte[] value) =>
        _hub.EndsWithinAsync(_availability.SetAsync(value), PublishPatience);

    private async Task ReleaseTopicsAsync()
    {
        if (_isRemoved)
        {
            Task cleared = Task.WhenAll(_availability.SetAsync(default), _descriptor.SetAsync(default));
            await _hub.EndsWithinAsync(cleared, PublishPatience);
        }

        await _availability.DisposeAsync();
        await _descriptor.DisposeAsync();
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken changed)
    {
        try
        {
            await Task.Delay(time, _hub.Time, changed);
        }
        catch (OperationCanceledException)
        {
            // The order changed; the caller looks.
        }
    }
}
