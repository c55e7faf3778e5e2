using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Automations.Engine;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;
using PiHub.Devices;
using PiHub.Devices.Tests;
using PiHub.Hal.Drivers;
using PiHub.Mqtt;
using PiHub.Notifications;
using PiHub.Recorder;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Settings;
using PiHub.Settings.General;
using PiHub.Sqlite;

namespace PiHub.Automations.Tests.Engine;

/// <summary>The engine on a real recorder, broker and device registry.</summary>
internal sealed class EngineHost : INotifications, IJobStarter, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly MqttBroker _broker = OpenBroker.Create();
    private readonly ReadingStore _readings;
    private readonly DeviceSupervisor _supervisor;
    private readonly DeviceRegistry _devices;
    private readonly SqliteDatabase _database;
    private ServiceProvider _services;

    public EngineHost()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "hub.db"));
        _readings = new ReadingStore(
            new RecorderOptions { Folder = Path.Combine(_folder, "readings") }, TimeProvider.System, NullLogger<ReadingStore>.Instance);
        _supervisor = new DeviceSupervisor(_broker.Bus, TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        _devices = new DeviceRegistry(_database, _broker.Bus, _readings.Feed, _supervisor, TimeProvider.System, NullLogger<DeviceRegistry>.Instance);
        _services = Build();
    }

    public ConcurrentQueue<Notification> Raised { get; } = [];

    public ConcurrentQueue<string> Jobs { get; } = [];

    public IBus Bus => _broker.Bus;

    public AutomationStore Store => _services.GetRequiredService<AutomationStore>();

    public AutomationEngine Engine => _services.GetRequiredService<AutomationEngine>();

    public async Task StartAsync()
    {
        await _readings.StartAsync(CancellationToken.None);
        await _devices.StartAsync(CancellationToken.None);
        Engine.Start();
    }

    /// <summary>Stops the engine and starts another one on the same database.</summary>
    public async Task RestartAsync(Func<Task> meanwhile)
    {
        await _services.DisposeAsync();
        await meanwhile();
        _services = Build();
        Engine.Start();
    }

    public StoredAutomation Add(Automation automation)
    {
        ChangeResult result = Store.Add(automation);
        return result.Now ?? throw new InvalidOperationException(string.Join(' ', result.Errors.Select(pair => $"{pair.Key} {pair.Value[0]}")));
    }

    public ValueTask SampleAsync(string device, string metric, MetricValue value) => _readings.AppendAsync(
        new Sample { Device = device, Time = TimeProvider.System.GetUtcNow(), Metrics = new Dictionary<string, MetricValue> { [metric] = value } },
        CancellationToken.None);

    public ValueTask PublishAsync(string topic, string payload, bool retain = false) => _broker.Bus.PublishAsync(
        new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = retain }, CancellationToken.None);

    /// <summary>Waits until the automation's last run is one that is meant.</summary>
    public async Task<AutomationRun> RunAsync(string id, Func<AutomationRun, bool> isMeant)
    {
        AutomationRun? Last() => Engine.Status(id)?.Last is { Id: > 0 } run && isMeant(run) ? run : null;
        await WaitAsync(() => Last() is not null);
        return Last() ?? throw new InvalidOperationException("Another run came in between.");
    }

    public static async Task WaitAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    public void Raise(Notification notification) => Raised.Enqueue(notification);

    public void Resolve(string kind, string subject)
    {
    }

    public string? Start(string plugin, string job, string by)
    {
        Jobs.Enqueue($"{plugin}/{job}");
        return plugin == "absent" ? "there is no such plugin" : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _devices.DisposeAsync();
        await _supervisor.DisposeAsync();
        await _broker.DisposeAsync();
        await _readings.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The shared parts are given as factories' results, so that disposing the provider leaves them alone.
    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_database);
        services.AddSingleton<IReadings>(_readings);
        services.AddSingleton(_readings.Feed);
        services.AddSingleton(_devices);
        services.AddSingleton(_broker.Bus);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<INotifications>(this);
        services.AddSingleton<IJobStarter>(this);
        services.AddSingleton<ISettings<GeneralSettings>>(new FixedSettings(new GeneralSettings { TimeZone = "Etc/UTC" }));
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddAutomations();
        return services.BuildServiceProvider();
    }
}
