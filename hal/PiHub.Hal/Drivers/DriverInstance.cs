using PiHub.Sdk.Devices;

namespace PiHub.Hal.Drivers;

/// <summary>A fresh driver and how to dispose it; made for one start of one device.</summary>
public sealed class DriverInstance : IAsyncDisposable
{
    private Func<ValueTask>? _dispose;

    /// <summary>Wraps a driver.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="dispose">Disposes it and what was made for it; called once.</param>
    public DriverInstance(IDeviceDriver driver, Func<ValueTask> dispose)
    {
        Driver = driver;
        _dispose = dispose;
    }

    /// <summary>The driver.</summary>
    public IDeviceDriver Driver { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _dispose, null)?.Invoke() ?? ValueTask.CompletedTask;
}
