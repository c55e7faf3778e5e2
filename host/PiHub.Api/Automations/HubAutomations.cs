using Microsoft.Extensions.DependencyInjection;

namespace PiHub.Api.Automations;

/// <summary>Has the automations act.</summary>
public static class HubAutomations
{
    /// <summary>Starts the automations when everything else has started and stops them before anything else; to be registered after the
    /// devices' and plugins' own start.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddHubAutomations(this IServiceCollection services)
    {
        services.AddHostedService<AutomationEvents>();
        return services;
    }
}
