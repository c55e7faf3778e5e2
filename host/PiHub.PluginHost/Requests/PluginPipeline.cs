using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PiHub.PluginHost.Requests;

/// <summary>A pipeline of the plugin's own: its routing tables live and die with its container, the host's routing never sees them.</summary>
internal static class PluginPipeline
{
    public static RequestDelegate Build(IEnumerable<Action<IEndpointRouteBuilder>> apis, IServiceProvider services)
    {
        var application = new ApplicationBuilder(services);
        application.UseRouting();
        application.Use(next => context =>
        {
            RefuseOwnAuthorization(context.GetEndpoint());
            return next(context);
        });
        application.UseEndpoints(endpoints =>
        {
            foreach (Action<IEndpointRouteBuilder> map in apis)
            {
                map(endpoints);
            }
        });
        return application.Build();
    }

    // A wish that nobody fulfils must not look fulfilled.
    private static void RefuseOwnAuthorization(Endpoint? endpoint)
    {
        if (endpoint?.Metadata.Any(item => item is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData) == true)
        {
            throw new InvalidOperationException(
                $"The route '{endpoint.DisplayName}' requires authorization of its own, which a plugin's routes cannot: the hub asks for a "
                + "viewer to read and an operator to write. Remove the requirement.");
        }
    }
}
