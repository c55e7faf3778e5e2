using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Access;
using PiHub.Api.Auth;

namespace PiHub.Api.Plugins;

/// <summary>The part of the hub's pipeline that a plugin's own port needs.</summary>
internal static class PluginPortGuard
{
    // The middleware that guards the hub's routes reads what it asks for from the endpoint; here every request has one of these two.
    private static readonly Endpoint Reading = EndpointFor(Role.Viewer);
    private static readonly Endpoint Changing = EndpointFor(Role.Operator);

    public static RequestDelegate Build(IServiceProvider services, RequestDelegate plugin)
    {
        var app = new ApplicationBuilder(services);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            bool reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
            context.SetEndpoint(reads ? Reading : Changing);
            return next(context);
        });
        app.UseAuthentication();
        app.UseSameOriginGuard();
        app.UseAuthorization();
        app.UseScopeGuard();
        app.Run(plugin);
        return app.Build();
    }

    private static Endpoint EndpointFor(Role role) => new(
        requestDelegate: null,
        new EndpointMetadataCollection(new AuthorizeAttribute(AuthSchemes.AtLeast(role))),
        $"plugin port, {role}");
}
