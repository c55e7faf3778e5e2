using PiHub.Api;
using PiHub.Backup;
using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Engine;
using PiHub.Recorder.LineProtocol;
using PiHub.Recorder.Postgres;
using PiHub.Settings;

namespace PiHub.Host.Composition;

/// <summary>Adds the recorder with the configured engine, and the backups.</summary>
internal static class RecorderParts
{
    private const string EngineSetting = "Recorder:Engine";

    /// <summary>Adds them.</summary>
    /// <exception cref="StartException">The engine is not known.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        switch (configuration[EngineSetting])
        {
            case null or "" or "blocks":
                break;
            case "postgres":
                services.AddPostgresEngine(options => configuration.GetSection("Recorder:Postgres").Bind(options));
                break;
            case { } other:
                throw new StartException($"the configuration is refused: {EngineSetting} is '{other}'; it may be 'blocks' or 'postgres'.");
        }

        services.AddSingleton<IMetricKinds>(provider => new DeviceMetricKinds(() => provider.GetRequiredService<DeviceRegistry>()));
        services.AddPiHubRecorder(options =>
        {
            configuration.GetSection("Recorder").Bind(options);
            options.Folder = folder.ReadingsPath;
        });
        services.Configure<ClockOptions>(options => configuration.GetSection("Recorder:Clock").Bind(options));
        services.Configure<LineProtocolOptions>(options => configuration.GetSection(LineProtocolOptions.Path).Bind(options));
        services.AddSingleton(provider => new BackupStore(
            folder.Root,
            provider.GetRequiredService<IReadingStore>().BackupAsync,
            HubVersion.Text,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BackupStore>>()));
        services.AddHubSettings<BackupSettings>("backups", "Backups", "Backups");
        services.AddSingleton<BackupSchedule>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupSchedule>());
    }
}
