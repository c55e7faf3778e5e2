using PiHub.Hal.Drivers;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Drivers;

/// <summary>A driver that does what the test says.</summary>
internal sealed class ScriptedDriver(
    Func<IDeviceContext, CancellationToken, Task> run,
    Func<DeviceCommand, CancellationToken, ValueTask<string?>>? handle = null) : IDeviceDriver, IDeviceCommandHandler
{
    public Task RunAsync(IDeviceContext device, CancellationToken cancellationToken) => run(device, cancellationToken);

    public ValueTask<string?> HandleAsync(DeviceCommand command, CancellationToken cancellationToken) =>
        handle?.Invoke(command, cancellationToken) ?? ValueTask.FromResult<string?>(null);

    public DriverInstance AsInstance(Action? disposed = null) => new(this, () =>
    {
        disposed?.Invoke();
        return ValueTask.CompletedTask;
    });
}
