using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PiHub.Sdk.Settings;
using PiHub.Settings;

namespace PiHub.Api.Network;

/// <summary>Registers what stands between the network and the routes.</summary>
internal static class NetworkSetup
{
    public static void AddHubNetwork(this IServiceCollection services)
    {
        services.AddHubSettings<NetworkSettings>("network", "Network and HTTPS", "Network");
        services.TryAddSingleton<WebListeners>();
        services.AddCors();
    }

    public static void UseHubNetwork(this IApplicationBuilder app)
    {
        ISettings<NetworkSettings> settings = app.ApplicationServices.GetRequiredService<ISettings<NetworkSettings>>();
        app.UseMiddleware<TrustedProxies>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseHttpsGuard();

        // Without credentials: another site's page brings a key of its own, never this browser's session.
        app.UseCors(policy => policy
            .SetIsOriginAllowed(origin => settings.Current.Allows(origin))
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders("ETag", "Location", "Retry-After"));
    }
}
