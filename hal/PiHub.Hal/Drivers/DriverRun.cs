using PiHub.Hal.Commands;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Drivers;

/// <summary>One run of one driver instance: made, run, stopped in bounded time, disposed. All foreign code of a device is called from
/// here, on threads of its own.</summary>
internal sealed class DriverRun(HubLink hub, DeviceContext context)
{
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(10);

    private const string Stopped = "the driver stopped";

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _cancelled;
    private volatile IDeviceDriver? _driver;
    private volatile Task _command = Task.CompletedTask;

    /// <summary>Runs until the driver ends by itself or <paramref name="stop"/> asks; never throws.</summary>
    public async Task<RunEnd> ExecuteAsync(DriverRegistration registration, CancellationToken stop)
    {
        long start = hub.Time.GetTimestamp();

        // Without a timer it needs no disposal, and an abandoned driver may still look at it.
        var cancel = new CancellationTokenSource();
        _cancelled = cancel.Token;
        Task<string> life = Task.Run(() => LiveAsync(registration, cancel), CancellationToken.None);
        string? reason = null;
        try
        {
            reason = await life.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Not by linking the tokens: a callback that the driver hung on its token may block, and then blocks only itself.
            if (await hub.EndsWithinAsync(Task.WhenAll(life, CancelAsync(cancel)), StopPatience))
            {
                reason = await life;
            }
        }

        context.Close();
        _driver = null;
        _ended.TrySetResult();
        if (reason is null)
        {
            Log.DriverAbandoned(hub.Logger, context.Id, StopPatience.TotalSeconds);
        }

        return new RunEnd(
            reason ?? $"the driver did not stop within {StopPatience.TotalSeconds} s and was abandoned",
            hub.Time.GetElapsedTime(start),
            reason is null);
    }

    /// <summary>Has the driver carry out a command; calls must not overlap.</summary>
    public async Task<CommandResult> HandleAsync(DeviceCommand command, TimeSpan patience)
    {
        string id = command.Id;
        IDeviceDriver? driver = _driver;
        if (driver is null)
        {
            return CommandResult.Failed(id, "the device is not running: its driver starts or stops just now");
        }

        if (driver is not IDeviceCommandHandler || !context.Commands.Contains(command.Name))
        {
            return CommandResult.Failed(id, context.Commands.Count == 0
                ? $"unknown command '{command.Name}': the device knows none"
                : $"unknown command '{command.Name}': the device knows {string.Join(", ", context.Commands)}");
        }

        long start = hub.Time.GetTimestamp();
        if (!await hub.EndsWithinAsync(_command, patience))
        {
            return CommandResult.Failed(id, TimedOut(patience) + ": the command before it still runs");
        }

        TimeSpan left = patience - hub.Time.GetElapsedTime(start);
        using var timeout = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, hub.Time);
        CancellationToken expired = timeout.Token; // taken here: the call may begin after the source was disposed
        Task<CommandResult> work = Task.Run(() => CallAsync(command, TimedOut(patience), expired), CancellationToken.None);
        _command = work;
        try
        {
            return await Task.WhenAny(work, _ended.Task).WaitAsync(expired) == work
                ? await work
                : CommandResult.Failed(id, Stopped);
        }
        catch (OperationCanceledException)
        {
            return CommandResult.Failed(id, TimedOut(patience));
        }
    }

    private static string TimedOut(TimeSpan patience) => patience < CommandPatience
        ? "timed out when it expired"
        : $"timed out after {CommandPatience.TotalSeconds} s";

    private async Task CancelAsync(CancellationTokenSource cancel)
    {
        try
        {
            await cancel.CancelAsync();
        }
        catch (AggregateException exception)
        {
            Log.DriverBug(hub.Logger, exception, context.Id);
        }
    }

    /// <summary>The whole life of the instance; tells why it ended.</summary>
    private async Task<string> LiveAsync(DriverRegistration registration, CancellationTokenSource cancel)
    {
        DriverInstance? instance = null;
        try
        {
            instance = registration.TryCreate();
            if (instance is null)
            {
                return "its driver was withdrawn";
            }

            _driver = instance.Driver;
            await instance.Driver.RunAsync(context, _cancelled);
            return "the driver ended by itself";
        }
        catch (OperationCanceledException) when (_cancelled.IsCancellationRequested)
        {
            return "stopped";
        }
        catch (DeviceFaultException fault)
        {
            return fault.Message;
        }
#pragma warning disable CA1031 // driver supervisor: a driver's bug is told and logged, and ends only this run
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.DriverBug(hub.Logger, exception, context.Id);
            return "the driver failed: " + exception.Message;
        }
        finally
        {
            context.Close();
            _driver = null;
            await CleanUpAsync(instance, cancel);
        }
    }

    private async Task CleanUpAsync(DriverInstance? instance, CancellationTokenSource cancel)
    {
        // Commands first: a handler must not meet a disposed driver.
        if (!await hub.EndsWithinAsync(Task.WhenAll(CancelAsync(cancel), _command), StopPatience))
        {
            Log.DriverHangs(hub.Logger, context.Id, "its command handler");
        }

        if (instance is not null && !await hub.EndsWithinAsync(Task.Run(() => DisposeAsync(instance)), StopPatience))
        {
            Log.DriverHangs(hub.Logger, context.Id, "its disposal");
        }
    }

    private async Task DisposeAsync(DriverInstance instance)
    {
        try
        {
            await instance.DisposeAsync();
        }
#pragma warning disable CA1031 // driver supervisor: a failed disposal is logged as the driver's bug
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.DriverBug(hub.Logger, exception, context.Id);
        }
    }

    private async Task<CommandResult> CallAsync(DeviceCommand command, string timedOut, CancellationToken timeout)
    {
        try
        {
            // What was answered as timed out is not carried out afterwards.
            timeout.ThrowIfCancellationRequested();
            if (_driver is not IDeviceCommandHandler handler)
            {
                return CommandResult.Failed(command.Id, Stopped);
            }

            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(timeout, _cancelled);
            return CommandResult.Done(command.Id, await handler.HandleAsync(command, cancel.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested || _cancelled.IsCancellationRequested)
        {
            return CommandResult.Failed(command.Id, timeout.IsCancellationRequested ? timedOut : Stopped);
        }
        catch (DeviceFaultException fault)
        {
            return CommandResult.Failed(command.Id, fault.Message);
        }
#pragma warning disable CA1031 // driver supervisor: a driver's bug in a command fails the command only
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CommandBug(hub.Logger, exception, context.Id, command.Name);
            return CommandResult.Failed(command.Id, "the driver failed: " + exception.Message);
        }
    }
}
