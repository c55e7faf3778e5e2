using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Catalogue;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Packages;

/// <summary>Starts what finds new plugins.</summary>
public static class HubPackages
{
    /// <summary>Starts the watch for dropped packages, the catalogue and its events; to be registered after the plugins' own start.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddHubPackages(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<DropWatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<PluginCatalogue>());
        services.AddHostedService<InstallEvents>();
        return services;
    }
}
