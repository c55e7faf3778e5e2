using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Logs;
using PiHub.PluginHost.Features;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Settings;
using PiHub.Settings;
using PiHub.Settings.Layers;
using PiHub.Settings.Transfer;
using PiHub.Sqlite;

namespace PiHub.PluginHost;

/// <summary>Registers the plugin host.</summary>
public static class PluginHostSetup
{
    /// <summary>Registers <see cref="PluginRegistry"/> and what it consists of; <see cref="PluginHostOptions"/>, <see cref="LentServices"/>
    /// and the hub's <see cref="SqliteDatabase"/> are the caller's to register, and <see cref="ConfiguredSettings"/> and where the keys
    /// of data protection lie, if there are such.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddPiHubPlugins(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPiHubLogs();
        services.AddSingleton<IPluginFeature, HubFeature>();
        services.AddSingleton<IPluginFeature, BusFeature>();
        services.AddSingleton<IPluginFeature, SettingsFeature>();
        services.AddSingleton<IPluginFeature, DatabaseFeature>();
        services.AddSingleton<IPluginFeature, HttpClientFeature>();
        services.AddSingleton<IPluginFeature, SampleFeature>();
        services.AddSingleton<IPluginFeature, HardwareFeature>();
        services.AddSingleton<IPluginFeature, ListenerFeature>();
        services.AddSingleton<IPluginFeature, JobFeature>();
        services.AddSingleton<IPluginFeature, BackgroundFeature>();
        services.AddSingleton<IPluginFeature, RequestFeature>();
        services.AddSingleton<PluginWatch>();
        services.AddSettingsStore();
        services.AddSingleton<PluginSettings>();
        services.AddSingleton<IConfigurationPart, PluginSettingsPart>();
        services.AddSingleton(CreateJobs);
        services.AddSingleton<PluginStarter>();
        services.AddSingleton<PluginRunner>(provider => new PluginRunner(
            provider.GetRequiredService<IOptions<PluginHostOptions>>().Value,
            provider.GetRequiredService<PluginStarter>(),
            provider.GetServices<IPluginFeature>(),
            provider.GetRequiredService<PluginWatch>(),
            provider.GetRequiredService<LentServices>().Time,
            provider.GetRequiredService<ILogger<PluginRegistry>>()));
        services.AddSingleton(provider => new PluginRegistry(
            provider.GetRequiredService<IOptions<PluginHostOptions>>().Value,
            provider.GetRequiredService<SqliteDatabase>(),
            provider.GetRequiredService<PluginRunner>(),
            provider.GetRequiredService<LentServices>().Time,
            provider.GetRequiredService<ILogger<PluginRegistry>>()));
        return services;
    }

    private static JobRegistry CreateJobs(IServiceProvider provider)
    {
        TimeProvider time = provider.GetRequiredService<LentServices>().Time;
        ILogger<JobRegistry> logger = provider.GetRequiredService<ILogger<JobRegistry>>();
        string folder = Path.GetDirectoryName(provider.GetRequiredService<SqliteDatabase>().Path) ?? "";
        var history = new JobHistory(Path.Combine(folder, "jobs.db"), time, logger);
        return new JobRegistry(
            history,
            new JobScheduler(history.Path, time, provider.GetRequiredService<ILoggerFactory>()),
            provider.GetRequiredService<IOptions<PluginHostOptions>>().Value.StopDeadline,
            time,
            logger);
    }
}
