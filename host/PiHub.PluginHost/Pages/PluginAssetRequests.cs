using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace PiHub.PluginHost.Pages;

/// <summary>Serves the files of running plugins to browsers, below <c>/plugin-assets/&lt;plugin-id&gt;/&lt;tag&gt;/</c>.</summary>
public static class PluginAssetRequests
{
    internal const string Segment = "plugin-assets";

    // What is behind a sign-in may not stay in caches that others share.
    private const string ForEver = "private, max-age=31536000, immutable";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>Maps the files of all plugins.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <returns>For authorisation and other conventions.</returns>
    public static IEndpointConventionBuilder MapPluginAssets(this IEndpointRouteBuilder endpoints)
    {
        PluginRegistry registry = endpoints.ServiceProvider.GetRequiredService<PluginRegistry>();
        return endpoints.MapMethods(
                $"/{Segment}/{{id}}/{{tag}}/{{**path}}", [HttpMethods.Get, HttpMethods.Head], context => ServeAsync(context, registry))
            .WithDisplayName("plugin assets")
            .ExcludeFromDescription();
    }

    private static Task ServeAsync(HttpContext context, PluginRegistry registry)
    {
        string Value(string name) => (string?)context.Request.RouteValues[name] ?? "";
        (string id, string tag, string path) = (Value("id"), Value("tag"), Value("path"));
        PluginAssets? assets = registry.FindSlot(id)?.Running?.Assets;
        if (assets is null || tag != assets.Tag || assets.Find(path) is not { } file)
        {
            return Results.Problem(
                $"There is no file '{path}' of a running plugin '{id}' in this version.", statusCode: StatusCodes.Status404NotFound)
                .ExecuteAsync(context);
        }

        return SendAsync(context, file);
    }

    private static async Task SendAsync(HttpContext context, IFileInfo file)
    {
        HttpResponse response = context.Response;
        string type = ContentTypes.TryGetContentType(file.Name, out string? known) ? known : "application/octet-stream";
        bool isText = type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/javascript";
        response.ContentType = isText ? $"{type}; charset=utf-8" : type;
        response.ContentLength = file.Length;
        response.Headers.CacheControl = ForEver;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.SendFileAsync(file, context.RequestAborted);
        }
    }
}
