using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PiHub.Sdk.Testing.Requests;

/// <summary>Serves the plugin's routes on a port of this machine's loopback, with the hub's answers where the plugin gives none.</summary>
internal sealed class RouteServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestLog _log;
    private readonly string _id;
    private readonly PathString _prefix;
    private readonly IServiceProvider _services;
    private readonly RequestDelegate _pipeline;

    private RouteServer(string id, IServiceProvider services, IEnumerable<Action<IEndpointRouteBuilder>> apis, TestLog log)
    {
        (_id, _prefix, _services, _log) = (id, $"/api/{id}", services, log);
        _pipeline = BuildPipeline(apis, services);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(log.Factory);
        builder.Services.AddProblemDetails();
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address { get; private set; } = new("http://localhost/");

    public static async Task<RouteServer> StartAsync(
        string id, IServiceProvider services, IEnumerable<Action<IEndpointRouteBuilder>> apis, TestLog log)
    {
        var server = new RouteServer(id, services, apis, log);
        await server._app.StartAsync();
        IServerAddressesFeature addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Address = new Uri($"{addresses.Addresses.Single()}{server._prefix}/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static RequestDelegate BuildPipeline(IEnumerable<Action<IEndpointRouteBuilder>> apis, IServiceProvider services)
    {
        var application = new ApplicationBuilder(services);
        application.UseRouting();
        application.Use(next => context =>
        {
            if (context.GetEndpoint()?.Metadata.Any(item => item is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData) == true)
            {
                throw new InvalidOperationException(
                    $"The route '{context.GetEndpoint()?.DisplayName}' requires authorization of its own, which a plugin's routes cannot: the hub "
                    + "asks for a viewer to read and an operator to write. Remove the requirement.");
            }

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

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(_prefix, out PathString rest))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"The plugin's routes are below {_prefix}/: ask without a slash at the start.");
            return;
        }

        (context.Request.PathBase, context.Request.Path) = (_prefix, rest);
        IServiceProvider own = context.RequestServices;
        await using AsyncServiceScope scope = _services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        Exception? failure = null;
        try
        {
            await _pipeline(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // the client is gone
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's request fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        context.RequestServices = own;
        await FinishAsync(context, failure);
    }

    private async Task FinishAsync(HttpContext context, Exception? failure)
    {
        if (failure is BadHttpRequestException bad && !context.Response.HasStarted)
        {
            await RefuseAsync(context, bad.StatusCode, bad.Message);
        }
        else if (failure is not null)
        {
            _log.Add(LogLevel.Error, "hub", $"The plugin '{_id}' failed at {context.Request.PathBase}{context.Request.Path}.", failure);
            if (context.Response.HasStarted)
            {
                context.Abort(); // a half answer must not look like a whole one
                return;
            }

            context.Response.Clear();
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, $"The plugin '{_id}' failed; its log says why.");
        }
        else if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
        {
            await RefuseAsync(
                context, context.Response.StatusCode, $"The plugin '{_id}' has no answer for {context.Request.Method} {_prefix}{context.Request.Path}.");
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Features.Get<IHttpResponseFeature>()?.Headers.Remove("Content-Length");
        return Results.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
