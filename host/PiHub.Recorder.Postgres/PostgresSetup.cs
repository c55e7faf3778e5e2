using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Recorder.Engine;

namespace PiHub.Recorder.Postgres;

/// <summary>Composes the engine into a host.</summary>
public static class PostgresSetup
{
    /// <summary>Adds PostgreSQL as the recorder's <see cref="IReadingEngine"/>. It connects when it is opened, not before.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; they are validated at start.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPostgresEngine(this IServiceCollection services, Action<PostgresOptions> configure)
    {
        services.AddOptions<PostgresOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PostgresOptions>, PostgresOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IReadingEngine>(provider => new PostgresEngine(
            provider.GetRequiredService<IOptions<PostgresOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            new Random(),
            provider.GetRequiredService<ILogger<PostgresEngine>>()));
        return services;
    }
}
