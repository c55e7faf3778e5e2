using Microsoft.Extensions.DependencyInjection;

namespace PiHub.Access.Keys;

/// <summary>Registers the API keys.</summary>
public static class ApiKeySetup
{
    /// <summary>Adds the keys and what keeps their use.</summary>
    /// <param name="services">The host's services; <c>SqliteDatabase</c> and <see cref="TimeProvider"/> are among them.</param>
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyStore>();
        services.AddHostedService<ApiKeyUpkeep>();
        return services;
    }
}
