using System.Runtime.CompilerServices;
using System.Text.Json;
using PiHub.Hal.Drivers;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Drivers;

public sealed class DeviceSupervisorTests : IAsyncDisposable
{
    private readonly SupervisorFixture _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Device_WithoutDriver_WaitsForItAndIsOffline()
    {
        await _hub.ConfigureAsync();
        Assert.True(_hub.Supervisor.TryGet("meter", out DeviceStatus? status));
        Assert.Equal(DeviceState.WaitingForDriver, status.State);
        Assert.Contains("'test'", status.Reason, StringComparison.Ordinal);
        await _hub.Bus.UntilAsync("pihub/meter/availability", 1);
        Assert.Equal(["offline"], _hub.Bus.On("pihub/meter/availability"));
    }

    [Fact]
    public async Task Device_DriverComesLater_GoesOnlineWithItsFirstSample()
    {
        await _hub.ConfigureAsync();
        _hub.Register(SupervisorFixture.OneSample(_hub.Time));
        await _hub.UntilAsync(s => s.State == DeviceState.Running);
        await _hub.Bus.UntilAsync("pihub/meter/availability", 2);
        await _hub.Bus.UntilAsync("pihub/meter/state", 1);
        Assert.Equal(["offline", "online"], _hub.Bus.On("pihub/meter/availability"));
        Assert.Equal(["""{"time":"2026-01-15T12:00:00.000Z","power_watt":1}"""], _hub.Bus.On("pihub/meter/state"));
        Assert.All(_hub.Bus.Published(), m => Assert.Equal(QualityOfService.AtLeastOnce, m.QualityOfService));
        Assert.All(_hub.Bus.Published(), m => Assert.Equal(m.Topic.EndsWith("availability", StringComparison.Ordinal), m.Retain));
    }

    [Fact]
    public async Task Fault_OfTheDevice_ShowsItsMessageGoesOfflineAndStartsAnewDisposed()
    {
        int disposed = 0;
        int starts = 0;
        _hub.Register(
            (device, _) =>
            {
                starts++;
                device.Publish(_hub.Time.GetUtcNow(), SupervisorFixture.Metrics(starts));
                throw new DeviceFaultException("No answer; check the wiring.");
            },
            disposed: () => disposed++);
        await _hub.ConfigureAsync();
        DeviceStatus fault = await _hub.UntilAsync(s => s.State == DeviceState.Faulted);
        Assert.Equal("No answer; check the wiring.", fault.Reason);
        TimeSpan wait = await _hub.Time.WaiterAsync(due => due < TimeSpan.FromSeconds(1.01));
        await _hub.Bus.UntilAsync(all => all.LastOrDefault(m => m.Topic == "pihub/meter/availability") is { } last && last.Payload.Length == 7);
        Assert.Equal(1, disposed);

        _hub.Time.Advance(wait);
        DeviceStatus again = await _hub.UntilAsync(s => s.Restarts == 1 && s.State == DeviceState.Running);
        Assert.Null(again.Reason);
        Assert.Equal("No answer; check the wiring.", _hub.History.First(s => s.Restarts == 1 && s.State == DeviceState.Starting).Reason);
    }

    [Fact]
    public async Task Fault_AgainAndAgain_WaitsLongerAndAGoodRunResets()
    {
        int run = 0;
        _hub.Register(async (_, cancellationToken) =>
        {
            if (++run == 4)
            {
                await Task.Delay(TimeSpan.FromSeconds(90), _hub.Time, cancellationToken);
            }

            throw new InvalidOperationException("broken");
        });
        await _hub.ConfigureAsync();
        foreach (int seconds in new[] { 1, 2, 4 })
        {
            TimeSpan wait = await _hub.Time.WaiterAsync(due => due > TimeSpan.FromSeconds(seconds * 0.89) && due <= TimeSpan.FromSeconds(seconds));
            _hub.Time.Advance(wait);
        }

        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due == TimeSpan.FromSeconds(90)));
        await _hub.Time.WaiterAsync(due => due > TimeSpan.FromSeconds(0.89) && due <= TimeSpan.FromSeconds(1));
        Assert.Equal("the driver failed: broken", (await _hub.UntilAsync(s => s.State == DeviceState.Faulted)).Reason);
    }

    [Fact]
    public async Task Run_ReturningByItself_IsAFault()
    {
        _hub.Register((_, _) => Task.CompletedTask);
        await _hub.ConfigureAsync();
        Assert.Equal("the driver ended by itself", (await _hub.UntilAsync(s => s.State == DeviceState.Faulted)).Reason);
    }

    [Fact]
    public async Task Describe_OwnersNameAndArea_Win()
    {
        _hub.Register(async (device, cancellationToken) =>
        {
            await device.DescribeAsync(new DeviceDescriptor { Name = "Driver's", Area = "Driver's area", Model = "M" }, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, _hub.Time, cancellationToken);
        });
        await _hub.ConfigureAsync("one", area: "Cellar");
        await _hub.ConfigureAsync("two");
        await _hub.Bus.UntilAsync("pihub/one/descriptor", 1);
        await _hub.Bus.UntilAsync("pihub/two/descriptor", 1);
        DeviceDescriptor one = Read("one");
        Assert.Equal(("Owner's one", "Cellar", "M"), (one.Name, one.Area, one.Model));
        Assert.Equal("Driver's area", Read("two").Area);

        DeviceDescriptor Read(string id)
        {
            BusMessage message = _hub.Bus.Published().Single(m => m.Topic == $"pihub/{id}/descriptor");
            Assert.True(message.Retain);
            Assert.True(DescriptorPayload.TryRead(message.Payload.Span, out DeviceDescriptor? descriptor, out string? error), error);
            return descriptor;
        }
    }

    [Fact]
    public async Task Remove_RunningDevice_ClearsWhatIsRetained()
    {
        bool ended = false;
        _hub.Register(async (device, cancellationToken) =>
        {
            await device.DescribeAsync(new DeviceDescriptor { Name = "x" }, cancellationToken);
            try
            {
                await SupervisorFixture.OneSample(_hub.Time)(device, cancellationToken);
            }
            finally
            {
                ended = true;
            }
        });
        await _hub.ConfigureAsync();
        await _hub.Bus.UntilAsync("pihub/meter/availability", 2);
        Assert.True(await _hub.Supervisor.RemoveAsync("meter", CancellationToken.None));
        Assert.True(ended);
        Assert.Equal(["offline", "online", "offline", ""], _hub.Bus.On("pihub/meter/availability"));
        Assert.Equal("", _hub.Bus.On("pihub/meter/descriptor")[^1]);
        Assert.Empty(_hub.Supervisor.Snapshot());
        Assert.Equal(0, _hub.Bus.SubscriptionCount);
        Assert.False(await _hub.Supervisor.RemoveAsync("meter", CancellationToken.None));
    }

    [Fact]
    public async Task Configure_RunningDevice_StopsTheOldRunAndStartsANewOne()
    {
        var settings = new List<JsonValueKind>();
        _hub.Register(async (device, cancellationToken) =>
        {
            settings.Add(device.Settings.ValueKind);
            await SupervisorFixture.OneSample(_hub.Time)(device, cancellationToken);
        });
        await _hub.ConfigureAsync();
        await _hub.UntilAsync(s => s.State == DeviceState.Running);
        await _hub.Supervisor.ConfigureAsync(
            new DeviceConfiguration { Id = "meter", Driver = "test", Name = "New", Settings = JsonElement.Parse("{}") },
            CancellationToken.None);
        await _hub.UntilAsync(s => s.State == DeviceState.Running && s.Configuration.Name == "New");
        Assert.Equal([JsonValueKind.Undefined, JsonValueKind.Object], settings);
        Assert.Single(_hub.Supervisor.Snapshot());
    }

    [Theory]
    [InlineData("Upper", "test", "n")]
    [InlineData("meter", "", "n")]
    [InlineData("meter", "test", " ")]
    public async Task Configure_Malformed_IsRefused(string id, string driver, string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _hub.Supervisor.ConfigureAsync(
            new DeviceConfiguration { Id = id, Driver = driver, Name = name }, CancellationToken.None));

    [Fact]
    public async Task Unregister_HungDriver_IsAbandonedAfterFiveSecondsAndSaysNothingMore()
    {
        using var block = new ManualResetEventSlim();
        IDeviceContext? door = null;
        IAsyncDisposable registration = _hub.Register((device, _) =>
        {
            door = device;
            device.Publish(_hub.Time.GetUtcNow(), SupervisorFixture.Metrics(1));
            block.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        _hub.Register(SupervisorFixture.OneSample(_hub.Time), name: "good");
        await _hub.ConfigureAsync();
        await _hub.UntilAsync(s => s.State == DeviceState.Running);
        Task stop = registration.DisposeAsync().AsTask();
        TimeSpan patience = await _hub.Time.WaiterAsync(due => due > TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(5), patience);

        await _hub.ConfigureAsync("other", "good");
        await _hub.UntilAsync(s => s.Configuration.Id == "other" && s.State == DeviceState.Running);
        Assert.False(stop.IsCompleted);

        _hub.Time.Advance(patience);
        await stop;
        Assert.Contains("abandoned", (await _hub.UntilAsync(s => s.State == DeviceState.Faulted)).Reason, StringComparison.Ordinal);
        Assert.True(_hub.Supervisor.TryGet("meter", out DeviceStatus? status));
        Assert.Equal(DeviceState.WaitingForDriver, status.State);
        Assert.Equal("offline", _hub.Bus.On("pihub/meter/availability")[^1]);
        int count = _hub.Bus.On("pihub/meter/state").Count;
        door?.Publish(_hub.Time.GetUtcNow(), SupervisorFixture.Metrics(2));
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await door!.DescribeAsync(new DeviceDescriptor { Name = "x" }, CancellationToken.None)); // set by the run above
        await _hub.Supervisor.RemoveAsync("meter", CancellationToken.None);
        Assert.Equal(count, _hub.Bus.On("pihub/meter/state").Count);
        block.Set();
    }

    [Fact]
    public async Task Dispose_HungDriver_EndsAfterItsPatience()
    {
        _hub.Register((_, _) => new TaskCompletionSource().Task);
        await _hub.ConfigureAsync();
        Task end = _hub.Supervisor.DisposeAsync().AsTask();
        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due > TimeSpan.FromSeconds(2)));
        await end.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Throws<ObjectDisposedException>(() => { _hub.Register((_, _) => Task.CompletedTask, name: "late"); });
    }

    [Fact]
    public async Task Unregister_RunningAndHungDriver_KeepsNoReference()
    {
        await _hub.ConfigureAsync("meter", "test");
        await _hub.ConfigureAsync("hung", "hung");
        (WeakReference package, IAsyncDisposable[] registrations) = RegisterPackage();
        await _hub.UntilAsync(s => s.Configuration.Id == "meter" && s.State == DeviceState.Running);
        await _hub.UntilAsync(s => s.Configuration.Id == "hung" && s.State == DeviceState.Running);
        await registrations[0].DisposeAsync();
        Task hung = registrations[1].DisposeAsync().AsTask();
        _hub.Time.Advance(await _hub.Time.WaiterAsync(due => due > TimeSpan.FromSeconds(2)));
        await hung;

        for (int round = 0; round < 10 && package.IsAlive; round++)
        {
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(package.IsAlive);
        Assert.All(_hub.Supervisor.Snapshot(), status => Assert.Equal(DeviceState.WaitingForDriver, status.State));
    }

    [Fact]
    public async Task Register_NameTakenOrMalformed_IsRefusedUntilWithdrawn()
    {
        IAsyncDisposable first = _hub.Register(SupervisorFixture.OneSample(_hub.Time));
        Assert.Throws<ArgumentException>(() => { _hub.Register(SupervisorFixture.OneSample(_hub.Time)); });
        Assert.Throws<ArgumentException>(() => { _hub.Register(SupervisorFixture.OneSample(_hub.Time), name: "No Name"); });
        await first.DisposeAsync();
        await first.DisposeAsync();
        await _hub.Register(SupervisorFixture.OneSample(_hub.Time)).DisposeAsync();
    }

    [Fact]
    public async Task StatusChanged_ListenerThatThrows_DisturbsNothing()
    {
        _hub.Supervisor.StatusChanged += _ => throw new InvalidOperationException();
        _hub.Register(SupervisorFixture.OneSample(_hub.Time));
        await _hub.ConfigureAsync();
        await _hub.Bus.UntilAsync("pihub/meter/state", 1);
        Assert.Equal(DeviceState.Running, Assert.Single(_hub.Supervisor.Snapshot()).State);
    }

    // Not inlined, so that the test's frame holds nothing of the package.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Package, IAsyncDisposable[] Registrations) RegisterPackage()
    {
        var package = new Package(_hub.Time);
        return (new WeakReference(package),
        [
            _hub.Supervisor.RegisterDriver("test", package.CreateGood),
            _hub.Supervisor.RegisterDriver("hung", package.CreateHung),
        ]);
    }

    private sealed class Package(TimeProvider time)
    {
        public DriverInstance CreateGood() => new ScriptedDriver((device, cancellationToken) =>
        {
            cancellationToken.Register(() => GC.KeepAlive(this));
            return SupervisorFixture.OneSample(time)(device, cancellationToken);
        }).AsInstance(() => GC.KeepAlive(this));

        public DriverInstance CreateHung() => new ScriptedDriver(async (device, _) =>
        {
            device.Publish(time.GetUtcNow(), SupervisorFixture.Metrics(1));
            await new TaskCompletionSource().Task;
            GC.KeepAlive(this);
        }).AsInstance();
    }
}
