using System.Text.Json;
using System.Threading.Channels;
using DemoMeter.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal;
using PiHub.Hal.Tests;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace DemoMeter.Tests;

/// <summary>A driver on a simulated meter behind a port that can fail; the device's context records.</summary>
internal sealed class MeterFixture : IDeviceContext, IAsyncDisposable
{
    private readonly Channel<(DateTimeOffset Time, IReadOnlyDictionary<string, MetricValue> Metrics)> _samples =
        Channel.CreateBounded<(DateTimeOffset, IReadOnlyDictionary<string, MetricValue>)>(100_000);

    private readonly CancellationTokenSource _stop = new();

    public MeterFixture()
    {
        Port = new FaultyPort(new DemoMeterModel(Time, seed: 1));
        var hardware = new Hardware();
        hardware.RegisterSimulatedPort("meter", typeof(FaultyPort), () => Port);
        Driver = new DemoMeterDriver(hardware, Time, NullLogger<DemoMeterDriver>.Instance);
    }

    public ManualTimeProvider Time { get; } = new();

    public FaultyPort Port { get; }

    public DemoMeterDriver Driver { get; }

    public string Id => "meter";

    public string Name => "Meter";

    public JsonElement Settings { get; set; } = JsonElement.Parse("""{"port":"simulated:meter"}""");

    public DeviceDescriptor? Descriptor { get; private set; }

    /// <summary>When the sample that was taken last was measured.</summary>
    public DateTimeOffset SampleTime { get; private set; }

    public Task Run { get; private set; } = Task.CompletedTask;

    public ValueTask DescribeAsync(DeviceDescriptor descriptor, CancellationToken cancellationToken)
    {
        Descriptor = descriptor;
        return ValueTask.CompletedTask;
    }

    public void Publish(DateTimeOffset time, IReadOnlyDictionary<string, MetricValue> metrics) =>
        Assert.True(_samples.Writer.TryWrite((time, metrics)));

    public void Start() => Run = Driver.RunAsync(this, _stop.Token);

    /// <summary>The next sample's numbers.</summary>
    public async Task<Dictionary<string, double>> SampleAsync()
    {
        (SampleTime, IReadOnlyDictionary<string, MetricValue> metrics) =
            await _samples.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        return metrics.ToDictionary(m => m.Key, m => m.Value.Number ?? double.NaN);
    }

    /// <summary>Starts the driver and takes its first sample.</summary>
    public async Task<Dictionary<string, double>> StartAndSampleAsync()
    {
        Start();
        Dictionary<string, double> sample = await SampleAsync();

        // Identity and measurement.
        await TransferAsync();
        await TransferAsync();
        return sample;
    }

    /// <summary>Lets the driver's next poll come, and waits until the meter has answered it.</summary>
    public async Task TickAsync()
    {
        await Time.WaiterAsync(_ => true);
        Time.Advance(TimeSpan.FromSeconds(1));
        await TransferAsync();
    }

    private async Task TransferAsync() =>
        Assert.True(await Port.Transfers.WaitAsync(TimeSpan.FromSeconds(20)), "The driver did not read.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(Run);
        _stop.Dispose();
    }
}
