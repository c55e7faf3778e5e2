using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Events;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;
using PiHub.Sdk.Testing.Bus;
using PiHub.Sdk.Testing.Hardware;
using PiHub.Sdk.Testing.Readings;
using PiHub.Sdk.Testing.Requests;
using PiHub.Sdk.Testing.Settings;
using PiHub.Sdk.Testing.Storage;

namespace PiHub.Sdk.Testing.Hosting;

/// <summary>One plugin from start to stop, step by step as the hub does it.</summary>
internal sealed class RunningPlugin : IAsyncDisposable
{
    // What is to be ended at the stop, in the order in which it was begun.
    private readonly Stack<Func<ValueTask>> _ends = [];

    private RunningPlugin(PluginManifest manifest, HubParts parts) => (Manifest, Parts, Declared) = (manifest, parts, new(manifest));

    public PluginManifest Manifest { get; }

    public HubParts Parts { get; }

    public DeclaredPlugin Declared { get; }

    public ServiceProvider Services { get; private set; } = null!; // set by StartAsync, before anybody else sees the object

    public JobRunner Jobs { get; private set; } = null!; // likewise

    public HttpClient Http { get; private set; } = null!; // likewise

    public static async Task<RunningPlugin> StartAsync(IPlugin plugin, PluginTestSetup options)
    {
        string folder = options.Folder ?? Path.GetDirectoryName(plugin.GetType().Assembly.Location) ?? "";
        var running = new RunningPlugin(ManifestFile.Read(folder), new HubParts(options.Time));
        try
        {
            plugin.Configure(running.Declared);
            running.Lend(options);
            running.AddMarkedServices(plugin);
            running.Services = running.Declared.Services.BuildServiceProvider();
            running._ends.Push(running.Services.DisposeAsync);
            await running.OpenAsync();
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public TestSettings<TSettings> Settings<TSettings>()
        where TSettings : class => Services.GetService<TestSettings<TSettings>>() ?? throw new InvalidOperationException(
            $"The plugin declares {(Declared.SettingsType is { } type ? $"the settings {type.Name}" : "no settings")}, not {typeof(TSettings).Name}.");

    public TestDevice StartDevice(string driver, string? settings, string device)
    {
        if (!Declared.Drivers.TryGetValue(driver, out Type? type))
        {
            throw new ArgumentException($"There is no driver '{driver}'; there is: {string.Join(", ", Declared.Drivers.Keys)}.", nameof(driver));
        }

        var started = new TestDevice(
            (IDeviceDriver)ActivatorUtilities.CreateInstance(Services, type), Parts.Bus, device, TestDevice.Parse(settings));
        _ends.Push(started.DisposeAsync);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        while (_ends.TryPop(out Func<ValueTask>? end))
        {
            await end();
        }
    }

    private void Lend(PluginTestSetup options)
    {
        ServiceCollection services = Declared.Services;
        services.AddSingleton(Parts.Log.Factory);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Parts.Time);
        services.AddSingleton(Manifest);
        services.AddSingleton<IEventStream>(Parts.Events);
        var bus = new PluginBus(Parts.Bus, Manifest);
        _ends.Push(bus.DisposeAsync);
        services.AddSingleton<IBus>(bus);
        services.AddSingleton<IReadings>(new PluginReadings(Parts.Readings, Manifest));
        services.AddSingleton<IHttpClientFactory>(new StubbedHttp(Manifest, options.Responder));
        services.AddSingleton<IHardware>(new TestHardware(Manifest, options.Ports));
        LendSettings(options.Settings);
        LendDatabase(options.DataFolder);
        services.AddSingleton(new System.Diagnostics.DiagnosticListener("Microsoft.AspNetCore"));
        services.AddRouting();
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Clear();
            foreach (var resolver in Declared.JsonResolvers.Append(ProblemJson.Default))
            {
                json.SerializerOptions.TypeInfoResolverChain.Add(resolver);
            }
        });
    }

    private void LendSettings(object? given)
    {
        if (Declared.SettingsType is not { } type)
        {
            if (given is not null)
            {
                throw new InvalidOperationException("The test gives settings, and the plugin declares none.");
            }

            return;
        }

        if (!Declared.JsonResolvers.Exists(resolver => resolver.GetTypeInfo(type, JsonSerializerOptions.Default) is not null))
        {
            throw new InvalidOperationException($"The settings {type.Name} have no JSON metadata: add them to the context given to AddJson.");
        }

        Declared.LendSettings?.Invoke(given, Parts.Log);
    }

    private void LendDatabase(string? dataFolder)
    {
        if (Declared.Migrations is not { } migrations)
        {
            return;
        }

        string folder = dataFolder is null ? Directory.CreateTempSubdirectory("pihub-").FullName : Directory.CreateDirectory(dataFolder).FullName;
        var database = new TestDatabase(folder);
        _ends.Push(() =>
        {
            database.Dispose();
            if (dataFolder is null)
            {
                Directory.Delete(folder, recursive: true);
            }

            return ValueTask.CompletedTask;
        });
        database.Migrate(migrations);
        Declared.Services.AddSingleton<IPluginDatabase>(_ => database);
    }

    private void AddMarkedServices(IPlugin plugin)
    {
        foreach (Type type in plugin.GetType().Assembly.GetTypes().Where(type => type.IsDefined(typeof(ServiceAttribute), inherit: false)))
        {
            Declared.Services.AddSingleton(type);
            foreach (Type contract in type.GetInterfaces())
            {
                Declared.Services.AddSingleton(contract, services => services.GetRequiredService(type));
            }
        }
    }

    private async Task OpenAsync()
    {
        foreach ((string filter, Type type) in Declared.SampleHandlers)
        {
            var handler = (ISampleHandler)Services.GetRequiredService(type);
            DeliveryQueue<Sample> queue = Parts.Deliveries.AddQueue<Sample>(handler.HandleAsync);
            _ends.Push(queue.DisposeAsync);
            Parts.Readings.OnRecorded(sample =>
            {
                if (TopicPattern.Matches(filter, DeviceTopic.State(sample.Device)))
                {
                    queue.Add(sample);
                }
            });
        }

        var hardware = (TestHardware)Services.GetRequiredService<IHardware>();
        foreach ((string model, Type type) in Declared.SimulatedPorts)
        {
            hardware.Offer($"simulated:{model}", () => (IAsyncDisposable)ActivatorUtilities.CreateInstance(Services, type));
        }

        Jobs = new JobRunner(Declared.Jobs, Services, Parts);
        foreach (Type type in Declared.BackgroundServices)
        {
            var service = (IHostedService)Services.GetRequiredService(type);
            _ends.Push(() => new ValueTask(StopAsync(service)));
            await service.StartAsync(CancellationToken.None);
        }

        RouteServer server = await RouteServer.StartAsync(Manifest.Id, Services, Declared.Apis, Parts.Log);
        _ends.Push(server.DisposeAsync);
        Http = new HttpClient { BaseAddress = server.Address };
        _ends.Push(() =>
        {
            Http.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    private async Task StopAsync(IHostedService service)
    {
        await service.StopAsync(CancellationToken.None);
        if (service is BackgroundService { ExecuteTask: { IsFaulted: true, Exception: { } exception } })
        {
            Parts.Log.Add(LogLevel.Error, "hub", $"The background service {service.GetType().Name} failed.", exception);
        }
    }
}
