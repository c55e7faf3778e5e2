using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal.Drivers;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Hal.Tests.Drivers;

/// <summary>A supervisor with a manual clock, a fake bus, and a record of every status.</summary>
internal sealed class SupervisorFixture : IAsyncDisposable
{
    private readonly ConcurrentQueue<DeviceStatus> _history = new();
    private readonly SemaphoreSlim _changes = new(0);

    public SupervisorFixture()
    {
        Supervisor = new DeviceSupervisor(Bus, Time, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        Supervisor.StatusChanged += status =>
        {
            _history.Enqueue(status);
            _changes.Release();
        };
    }

    public ManualTimeProvider Time { get; } = new();

    public FakeBus Bus { get; } = new();

    public DeviceSupervisor Supervisor { get; }

    public DeviceStatus[] History => [.. _history];

    public static Dictionary<string, MetricValue> Metrics(double value) => new() { ["power_watt"] = value };

    /// <summary>A driver that publishes one sample and then waits for its end.</summary>
    public static Func<IDeviceContext, CancellationToken, Task> OneSample(TimeProvider time) => async (device, cancellationToken) =>
    {
        device.Publish(time.GetUtcNow(), Metrics(1));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    };

    public IAsyncDisposable Register(
        Func<IDeviceContext, CancellationToken, Task> run,
        Func<DeviceCommand, CancellationToken, ValueTask<string?>>? handle = null,
        string name = "test",
        Action? disposed = null) =>
        Supervisor.RegisterDriver(name, () => new ScriptedDriver(run, handle).AsInstance(disposed));

    public Task ConfigureAsync(string id = "meter", string driver = "test", string? area = null) =>
        Supervisor.ConfigureAsync(
            new DeviceConfiguration { Id = id, Driver = driver, Name = "Owner's " + id, Area = area }, CancellationToken.None);

    /// <summary>Waits until a status like this was told.</summary>
    public async Task<DeviceStatus> UntilAsync(Func<DeviceStatus, bool> isMeant)
    {
        while (true)
        {
            if (_history.FirstOrDefault(isMeant) is { } found)
            {
                return found;
            }

            Assert.True(await _changes.WaitAsync(TimeSpan.FromSeconds(20)), "The status did not come.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        _changes.Dispose();
    }
}
