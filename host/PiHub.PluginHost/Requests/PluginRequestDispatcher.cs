using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Requests;

/// <summary>Takes requests to <c>/api/&lt;plugin-id&gt;/…</c> into the plugin's own pipeline and back.</summary>
public static class PluginRequestDispatcher
{
    private const string IdValue = "pluginId";

    /// <summary>Maps all plugins' routes behind the host's own, which win.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="methods">The HTTP methods to map.</param>
    /// <returns>For authorisation and other conventions of the plugins' routes.</returns>
    public static IEndpointConventionBuilder MapPlugins(this IEndpointRouteBuilder endpoints, params IEnumerable<string> methods)
    {
        PluginRegistry registry = endpoints.ServiceProvider.GetRequiredService<PluginRegistry>();
        ILogger logger = endpoints.ServiceProvider.GetRequiredService<ILogger<PluginRegistry>>();
        return endpoints.MapMethods($"/api/{{{IdValue}}}/{{**path}}", methods, context => InvokeAsync(context, registry, logger))
            .WithDisplayName("plugin routes")
            .ExcludeFromDescription();
    }

    private static async Task InvokeAsync(HttpContext context, PluginRegistry registry, ILogger logger)
    {
        string id = (string)(context.Request.RouteValues[IdValue] ?? "");
        if (registry.FindSlot(id) is not { } slot)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no route and no plugin '{id}'.");
            return;
        }

        await ServeAsync(context, slot, $"/api/{id}", logger);
    }

    /// <summary>Lets a request into the plugin's running version, or into the next one while versions change, and answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="slot">The plugin.</param>
    /// <param name="prefix">What of the path is not the plugin's to see.</param>
    /// <param name="logger">The log.</param>
    internal static async Task ServeAsync(HttpContext context, PluginSlot slot, PathString prefix, ILogger logger)
    {
        if (await slot.EnterAsync(context.RequestAborted) is not { } plugin)
        {
            string state = slot.State.ToString().ToLowerInvariant();
            bool isSoonBack = slot.Handover is not null;
            context.Response.Headers.RetryAfter = isSoonBack ? "1" : default; // seconds
            await RefuseAsync(
                context, StatusCodes.Status503ServiceUnavailable, $"The plugin '{slot.Id}' is {(isSoonBack ? "changing its version" : state)}.");
            return;
        }

        await ServeAsync(context, plugin, slot.Id, prefix, logger);
    }

    // Answers a request that the plugin's gate let in, whatever the plugin does; the gate is left at the end.
    private static async Task ServeAsync(HttpContext context, RunningPlugin plugin, string id, PathString prefix, ILogger logger)
    {
        Exception? failure;
        try
        {
            using PluginWork work = plugin.Meter.Enter(PluginWorkKind.Request);
            failure = await RunAsync(context, plugin, id, logger, prefix);
            plugin.Meter.RequestServed(isError: failure is not null and not BadHttpRequestException);
        }
        finally
        {
            plugin.Gate.Leave();
        }

        await FinishAsync(context, id, failure, logger);
    }

    // Runs the plugin's pipeline on the host's request, and takes every trace of the plugin off the request afterwards: the server
    // reuses request objects, and a reference left on one would keep the plugin's code from being unloaded. The host's own items stay
    // out of the plugin's sight: they say that authorization was seen to, which it was for the host's route, not for the plugin's.
    internal static async Task<Exception?> RunAsync(HttpContext context, RunningPlugin plugin, string id, ILogger logger, PathString prefix)
    {
        IServiceProvider hostServices = context.RequestServices;
        Endpoint? hostEndpoint = context.GetEndpoint();
        RouteValueDictionary hostRouteValues = context.Request.RouteValues;
        IDictionary<object, object?> hostItems = context.Items;
        (PathString hostBase, PathString hostPath) = (context.Request.PathBase, context.Request.Path);

        AsyncServiceScope? scope = null;
        try
        {
            scope = plugin.Services.CreateAsyncScope();
            context.RequestServices = scope.Value.ServiceProvider;
            context.SetEndpoint(null);
            context.Request.RouteValues = [];
            context.Items = new Dictionary<object, object?>();
            context.Request.PathBase = hostBase.Add(prefix);
            context.Request.Path = hostPath.StartsWithSegments(prefix, out PathString rest) ? rest : hostPath;
            await plugin.Pipeline(context);
            return null;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null; // the client is gone; nobody reads an answer
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's request fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
        finally
        {
            context.RequestServices = hostServices;
            context.SetEndpoint(hostEndpoint);
            context.Request.RouteValues = hostRouteValues;
            context.Items = hostItems;
            (context.Request.PathBase, context.Request.Path) = (hostBase, hostPath);
            await EndAsync(scope, id, logger);
        }
    }

    // The answer is made by now: what the disposal throws is told to the log alone.
    private static async Task EndAsync(AsyncServiceScope? scope, string id, ILogger logger)
    {
        try
        {
            if (scope is { } made)
            {
                await made.DisposeAsync();
            }
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's disposal fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ReleaseFailed(logger, id, exception);
        }
    }

    private static async Task FinishAsync(HttpContext context, string id, Exception? failure, ILogger logger)
    {
        if (failure is BadHttpRequestException bad && !context.Response.HasStarted)
        {
            await RefuseAsync(context, bad.StatusCode, bad.Message);
        }
        else if (failure is not null)
        {
            Log.RequestFailed(logger, id, context.Request.Path, failure);
            if (context.Response.HasStarted)
            {
                context.Abort(); // a half answer must not look like a whole one
            }
            else
            {
                context.Response.Clear();
                await RefuseAsync(context, StatusCodes.Status500InternalServerError, $"The plugin '{id}' failed; its log says why.");
            }
        }
        else if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
        {
            await RefuseAsync(context, context.Response.StatusCode, $"The plugin '{id}' has no answer for {context.Request.Method} {context.Request.Path}.");
        }
    }

    internal static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Features.Get<IHttpResponseFeature>()?.Headers.Remove("Content-Length");
        return Results.Problem(detail, statusCode: status).ExecuteAsync(context);
    }
}
