using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using PiHub.Api;
using PiHub.Api.Automations;
using PiHub.Api.Backups;
using PiHub.Api.Broker;
using PiHub.Api.Live;
using PiHub.Api.Network;
using PiHub.Api.Notifications;
using PiHub.Api.Packages;
using PiHub.Api.Setup;
using PiHub.Devices;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.Host.Settings;
using PiHub.Logs;
using PiHub.Mqtt;
using PiHub.Mqtt.Bridges;
using PiHub.PluginHost;
using PiHub.PluginHost.Packages;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;
using PiHub.Settings.Layers;
using PiHub.Sqlite;
using PiHub.Tls;

namespace PiHub.Host.Composition;

/// <summary>Puts the parts of the hub together.</summary>
internal static class HubBuilder
{
    private const string DefaultConfigFile = "/etc/pihub/pihub.json";
    private const string EnvironmentPrefix = "PIHUB__";

    public static Hub Build(HubArguments arguments, DataFolder folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        Configure(builder.Configuration, arguments);
        var database = new SqliteDatabase(folder.DatabasePath);
        ConfiguredSettings configured = HubPages.AddStored(builder.Configuration, database);
        ConfigureLog(builder.Logging);
        builder.Services.AddSingleton(database);
        AddParts(builder.Services, builder.Configuration, folder, arguments.IsDemo);
        HubPages.Add(builder.Services, configured, database);

        var listeners = new HubListeners(folder, HubOptions.Read(builder.Configuration));
        builder.Services.AddSingleton(new BrokerListeners
        {
            MqttPort = () => listeners.MqttPort is > 0 and var port ? port : null,
            MqttTlsPort = () => listeners.MqttsPort,
        });
        builder.Services.AddSingleton(new WebListeners { HttpsPort = () => listeners.HttpsPort });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseStaticWebAssets(); // finds the web interface when started from build output, not published
        builder.WebHost.ConfigureKestrel(listeners.Configure);
        WebApplication app = builder.Build();
        WebInterface.Use(app);
        return new Hub(app, listeners);
    }

    private static void Configure(ConfigurationManager configuration, HubArguments arguments)
    {
        configuration.Sources.Clear();
        AddFile(configuration, arguments.ConfigFile);
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [nameof(HubOptions.HttpPort)] = arguments.HttpPort?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [nameof(HubOptions.HttpsPort)] = arguments.HttpsPort?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [nameof(HubOptions.MqttPort)] = arguments.MqttPort?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Plugins:SafeMode"] = arguments.IsSafeMode ? "true" : null,
            ["Mqtt:Tls:Port"] = arguments.MqttsPort?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }.Where(setting => setting.Value is not null));
    }

    private static void AddFile(ConfigurationManager configuration, string? named)
    {
        string file = Path.GetFullPath(named ?? DefaultConfigFile);
        if (named is not null && !File.Exists(file))
        {
            throw new StartException($"the configuration file '{file}' does not exist.");
        }

        try
        {
            configuration.AddJsonFile(file, optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException exception)
        {
            throw new StartException($"the configuration file '{file}' is not valid: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    // Standard output is for the ready line and command answers; the log goes to standard error, where systemd takes it too.
    private static void ConfigureLog(ILoggingBuilder log)
    {
        log.ClearProviders();
        log.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        log.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        log.SetMinimumLevel(LogLevel.Information);
        log.AddFilter("Microsoft", LogLevel.Warning);
        log.AddFilter("Quartz", LogLevel.Warning);

        // It warns that cookie keys lie in the data folder unencrypted; only the hub's own user can open that folder.
        log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    private static void AddParts(IServiceCollection services, ConfigurationManager configuration, DataFolder folder, bool isDemo)
    {
        services.AddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(8));
        services.Configure<ApiOptions>(configuration.GetSection("Api"));
        services.Configure<ApiOptions>(options => options.IsDemo = isDemo);
        services.AddDataProtection().SetApplicationName("PiHub").PersistKeysToFileSystem(new DirectoryInfo(folder.KeysPath));

        services.AddPiHubLogs(configuration.GetSection("Logs"), folder.LogsPath);
        RecorderParts.Add(services, configuration, folder);
        services.AddPiHubMqtt();
        services.PostConfigure<BrokerOptions>(options => options.StorePath ??= folder.MqttStorePath);
        services.Configure<TlsOptions>(options => options.Folder = folder.TlsPath);
        services.Configure<BridgesOptions>(options =>
        {
            options.Folder = folder.BridgesPath;
            options.OwnTopics = ["pihub/$hub/#"];
            options.ExternalFilters = ["pihub/#", "homeassistant/#"];
            options.StatusTopic = HubParts.StatusTopic;
        });
        services.AddSingleton<Hardware>();
        services.AddSingleton(provider => new DeviceSupervisor(
            provider.GetRequiredService<IBus>(),
            provider.GetRequiredService<TimeProvider>(),
            new Random(),
            provider.GetRequiredService<ILogger<DeviceSupervisor>>()));
        services.AddSingleton<DeviceRegistry>();
        if (isDemo)
        {
            services.AddSingleton<DemoDevices>();
            services.AddSingleton<IDemoDevices>(provider => provider.GetRequiredService<DemoDevices>());
        }

        AddPlugins(services, configuration, folder);
        services.AddHubApi();
        services.AddSingleton<HubRestart>();
        services.AddSingleton<IHubRestart>(provider => provider.GetRequiredService<HubRestart>());
        services.AddHostedService<HubParts>();
        services.AddHubNotificationSources(); // after the parts that it watches
        services.AddHubPackages(); // starts after the plugins and stops before them
        services.AddHubAutomations(); // last, and so stopped before what they act on
        services.AddHostedService<SystemdNotifier>();
    }

    private static void AddPlugins(IServiceCollection services, ConfigurationManager configuration, DataFolder folder)
    {
        services.AddOptions<PluginHostOptions>()
            .Configure(options =>
            {
                configuration.GetSection("Plugins").Bind(options);
                options.Folders = [Path.Combine(AppContext.BaseDirectory, "plugins")];
                options.InstalledFolder = folder.PluginsPath;
                options.DataFolder = folder.PluginDataPath;
                options.ReservedIds = HubApi.ReservedIds;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => new LentServices
        {
            Bus = provider.GetRequiredService<IBus>(),
            Readings = provider.GetRequiredService<IReadings>(),
            Samples = provider.GetRequiredService<SampleFeed>(),
            Hardware = provider.GetRequiredService<Hardware>(),
            Devices = provider.GetRequiredService<DeviceSupervisor>(),
            Events = provider.GetRequiredService<EventHub>().StreamOf,
            Time = provider.GetRequiredService<TimeProvider>(),
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
            Diagnostics = provider.GetRequiredService<DiagnosticListener>(),
            HubPorts = HubListeners.PortsOf(HubOptions.Read(configuration), provider),
            GuardPort = plugin => HubApi.GuardPluginPort(provider, plugin),
        });
        services.AddPiHubPlugins();
        services.AddPiHubPackages(configuration.GetSection("Plugins"), folder.PluginsPath, folder.CataloguePath);
    }
}
