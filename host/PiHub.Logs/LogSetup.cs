using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Logs.Disk;
using PiHub.Logs.Levels;
using PiHub.Sqlite;

namespace PiHub.Logs;

/// <summary>Registers the log.</summary>
public static class LogSetup
{
    /// <summary>Registers <see cref="LogStore"/> with its files, <see cref="LogLevels"/> and what takes the lines; the clock and the hub's
    /// <see cref="SqliteDatabase"/> are the caller's to register.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The section of <see cref="LogOptions"/>.</param>
    /// <param name="folder">The folder of the files.</param>
    public static IServiceCollection AddPiHubLogs(this IServiceCollection services, IConfiguration configuration, string folder)
    {
        services.AddOptions<LogOptions>()
            .Configure(options =>
            {
                configuration.Bind(options);
                options.Folder = folder;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => new LogFiles(
            provider.GetRequiredService<IOptions<LogOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        return services.AddPiHubLogs();
    }

    /// <summary>Registers the same without files, if it is not registered yet; for parts that are run on their own.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddPiHubLogs(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(LogStore)))
        {
            return services;
        }

        services.AddSingleton(provider => new LogStore(
            provider.GetRequiredService<TimeProvider>(), provider.GetService<LogFiles>()));
        services.AddSingleton<ILoggerProvider, LogStoreProvider>();
        services.AddSingleton<LogLevelFilter>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(provider => provider.GetRequiredService<LogLevelFilter>());
        services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(provider => provider.GetRequiredService<LogLevelFilter>());
        services.AddSingleton(provider => new LogLevels(
            new LogLevelRows(provider.GetRequiredService<SqliteDatabase>()),
            provider.GetRequiredService<LogLevelFilter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LogLevels>>()));
        services.AddHostedService(provider => provider.GetRequiredService<LogLevels>());
        return services;
    }
}
