using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal.Drivers;
using PiHub.Mqtt;
using PiHub.Recorder;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Devices.Tests;

public sealed class DeviceRegistryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly MqttBroker _broker = OpenBroker.Create();
    private readonly ReadingStore _store;
    private readonly DeviceSupervisor _supervisor;
    private DeviceRegistry _registry;

    public DeviceRegistryTests()
    {
        _store = new ReadingStore(new RecorderOptions { Folder = _folder }, TimeProvider.System, NullLogger<ReadingStore>.Instance);
        _supervisor = new DeviceSupervisor(_broker.Bus, TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        _registry = Open();
    }

    public async Task InitializeAsync()
    {
        await _store.StartAsync(CancellationToken.None);
        await _registry.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        await _supervisor.DisposeAsync();
        await _broker.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Sample_FromAnUnknownDevice_CreatesIt_AndItIsKnownAfterARestart()
    {
        Task<Device?> announced = NextAsync(device => device?.Id == "shed");
        await SampleAsync("shed");

        Device? device = await announced;
        Assert.Equal("shed", device?.Name);
        Assert.Null(device?.Driver);
        await ReopenAsync();
        Assert.Equal(Availability.Unknown, _registry.Find("shed")?.Availability);
    }

    [Theory]
    [InlineData("online", Availability.Online)]
    [InlineData("offline", Availability.Offline)]
    public async Task AvailabilityTopic_IsFollowed(string payload, Availability expected)
    {
        await SampleAsync("shed");
        await WaitForAsync(() => _registry.Find("shed") is not null);
        Task<Device?> announced = NextAsync(device => device?.Availability == expected);
        await PublishAsync(DeviceTopic.Availability("shed"), payload);

        Assert.Equal("shed", (await announced)?.Id);
    }

    [Fact]
    public async Task Descriptor_GivesNameAreaAndUnits_UntilTheOwnerSaysOtherwise()
    {
        Task<Device?> described = NextAsync(device => device?.Descriptor is not null);
        await PublishAsync(
            DeviceTopic.Descriptor("shed"), """{"name":"Shed sensor","area":"Garden","metrics":[{"name":"temperature","unit":"°C"}]}""");

        Device? device = await described;
        Assert.Equal("Shed sensor", device?.Name);
        Assert.Equal("Garden", device?.Area);
        Assert.Equal("°C", device?.UnitOf("temperature"));
        device = await _registry.UpdateAsync("shed", "My shed", "Yard", settings: null, CancellationToken.None);
        Assert.Equal(("My shed", "Yard"), (device?.Name, device?.Area));
        await ReopenAsync();
        Assert.Equal(("My shed", "°C"), (_registry.Find("shed")?.Name, _registry.Find("shed")?.UnitOf("temperature")));
    }

    [Fact]
    public async Task AddedDevice_RunsItsDriver_AndAgainAfterARestart()
    {
        await using IAsyncDisposable driver = _supervisor.RegisterDriver("idle", () => new DriverInstance(new IdleDriver(), () => ValueTask.CompletedTask));
        Task<Device?> online = NextAsync(device => device is { Id: "m", Availability: Availability.Online });
        await _registry.AddAsync("m", "idle", "Mine", area: null, settings: null, CancellationToken.None);

        Device? device = await online;
        Assert.Equal("Mine", device?.Name);
        Assert.Null(device?.Reason);
        Assert.Null(await _registry.AddAsync("m", "idle", "Again", area: null, settings: null, CancellationToken.None));
        await ReopenAsync();
        Assert.Equal("idle", _registry.Find("m")?.Driver);
    }

    [Fact]
    public async Task DeviceWithoutItsDriver_SaysWhatItWaitsFor()
    {
        Device? device = await _registry.AddAsync("m", "absent", "Mine", area: null, settings: null, CancellationToken.None);

        Assert.Contains("absent", device?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemovedDevice_IsGone_AlsoItsRetainedTopics_AndADiscoverableOneComesBack()
    {
        Task<Device?> found = NextAsync(device => device?.Descriptor is not null);
        await PublishAsync(DeviceTopic.Descriptor("shed"), """{"name":"Shed sensor"}""");
        await found;

        Assert.True(await _registry.RemoveAsync("shed"));
        Assert.Null(_registry.Find("shed"));
        Assert.False(await _registry.RemoveAsync("shed"));
        Assert.Equal(0, _broker.Status().RetainedMessages);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        Task<Device?> again = NextAsync(device => device?.Id == "shed");
        while (!again.IsCompleted)
        {
            await SampleAsync("shed");
            await pause.WaitForNextTickAsync();
        }

        Assert.Equal("shed", (await again)?.Name);
    }

    [Fact]
    public async Task RemovedDeviceOfARunningDriver_IsNotDiscoveredByItsOwnFarewell()
    {
        await using IAsyncDisposable driver = _supervisor.RegisterDriver("idle", () => new DriverInstance(new IdleDriver(), () => ValueTask.CompletedTask));
        Task<Device?> online = NextAsync(device => device is { Id: "m", Availability: Availability.Online });
        await _registry.AddAsync("m", "idle", "Mine", area: null, settings: null, CancellationToken.None);
        await online;
        ConcurrentQueue<Device?> announced = [];
        _registry.Changed += (_, device) => announced.Enqueue(device);

        Assert.True(await _registry.RemoveAsync("m"));

        // What comes after the farewell on the same subscriptions shows that the farewell was seen.
        Task<Device?> other = NextAsync(device => device is { Id: "other", Availability: Availability.Online });
        await PublishAsync(DeviceTopic.Availability("other"), "online");
        await other;
        Assert.Null(_registry.Find("m"));
        // The device's last words before its removal may still be announced: null is the removal itself.
        Assert.DoesNotContain(announced.SkipWhile(device => device is not null), device => device?.Id == "m");
        await ReopenAsync();
        Assert.Null(_registry.Find("m"));
    }

    [Theory]
    [InlineData("Bad Id", "idle", "Name")]
    [InlineData("good", "Not A Driver", "Name")]
    [InlineData("good", "idle", "")]
    public async Task BadDevice_IsRefused_AndNothingIsKept(string id, string driver, string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => _registry.AddAsync(id, driver, name, area: null, settings: null, CancellationToken.None));

        await ReopenAsync();
        Assert.Empty(_registry.List());
    }

    [Fact]
    public async Task ListenerThatThrows_DoesNotStopDiscovery()
    {
        _registry.Changed += (_, _) => throw new InvalidOperationException("a listener's bug");

        foreach (string device in (string[])["first", "second"])
        {
            await SampleAsync(device);
            await WaitForAsync(() => _registry.Find(device) is not null);
        }
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    private DeviceRegistry Open() => new(
        new SqliteDatabase(Path.Combine(_folder, "hub.db")),
        _broker.Bus,
        _store.Feed,
        _supervisor,
        TimeProvider.System,
        NullLogger<DeviceRegistry>.Instance);

    private async Task ReopenAsync()
    {
        await _registry.DisposeAsync();
        _registry = Open();
    }

    private Task<Device?> NextAsync(Func<Device?, bool> isWanted)
    {
        var seen = new TaskCompletionSource<Device?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _registry.Changed += (_, device) =>
        {
            if (isWanted(device))
            {
                seen.TrySetResult(device);
            }
        };
        return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private ValueTask SampleAsync(string device) => _store.AppendAsync(
        new Sample { Device = device, Time = DateTimeOffset.UnixEpoch, Metrics = new Dictionary<string, MetricValue> { ["a"] = 1 } },
        CancellationToken.None);

    private ValueTask PublishAsync(string topic, string payload) => _broker.Bus.PublishAsync(
        new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = true }, CancellationToken.None);
}
