using System.Text.Json;
using DemoMeter.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.Hal.Tests;
using PiHub.Sdk.Readings;

namespace DemoMeter.Tests;

public sealed class SupervisedMeterTests
{
    [Fact]
    public async Task DemoDevice_OfTheManifest_PublishesSamplesOnTheBus()
    {
        using JsonDocument manifest = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plugin.json")));
        JsonElement demo = manifest.RootElement.GetProperty("demo_devices")[0];
        var time = new ManualTimeProvider();
        var bus = new FakeBus();
        var hardware = new Hardware();
        await using var supervisor = new DeviceSupervisor(bus, time, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        using IDisposable port = hardware.RegisterSimulatedPort("demo-meter", typeof(DemoMeterModel), () => new DemoMeterModel(time));
        await using IAsyncDisposable driver = supervisor.RegisterDriver(
            "demo-meter",
            () => new DriverInstance(
                new DemoMeterDriver(hardware, time, NullLogger<DemoMeterDriver>.Instance), () => ValueTask.CompletedTask));
        await supervisor.ConfigureAsync(
            new DeviceConfiguration
            {
                Id = demo.GetProperty("id").GetString() ?? "",
                Driver = demo.GetProperty("driver").GetString() ?? "",
                Name = demo.GetProperty("name").GetString() ?? "",
                Settings = demo.GetProperty("settings"),
            },
            CancellationToken.None);
        await bus.UntilAsync("pihub/meter/state", 1);
        await time.WaiterAsync(due => due <= TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        await bus.UntilAsync("pihub/meter/state", 2);
        byte[] payload = [.. bus.Published().Last(m => m.Topic == "pihub/meter/state").Payload.Span];
        Assert.True(SamplePayload.TryRead(payload, "meter", time.GetUtcNow(), out Sample? sample, out string? error), error);
        Assert.Equal(29, sample.Metrics.Count);
    }
}
