using PiHub.Api;
using PiHub.Api.Auth;
using PiHub.Mqtt.Transport;

namespace PiHub.Host.Composition;

/// <summary>The HTTP pipeline: the API, MQTT over WebSocket, and the web interface's files.</summary>
internal static class WebInterface
{
    // The build names these files after their content, so a name never changes its content.
    private const string HashedFiles = "/assets";
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void Use(WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(HashedFiles))
            {
                context.Response.OnStarting(static state => SetCaching((HttpResponse)state), context.Response);
            }

            return next(context);
        });
        app.UseHubApi();
        app.MapHubApi();
        app.MapMqttWebSocket();
        app.MapStaticAssets();
        app.MapFallback(ServePageAsync);
    }

    private static Task SetCaching(HttpResponse response)
    {
        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
        {
            response.Headers.CacheControl = ForEver;
        }

        return Task.CompletedTask;
    }

    // Every page is the same file; the web interface's own router shows what the path names.
    private static async Task ServePageAsync(HttpContext context, IWebHostEnvironment environment)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        await DemoSignIn.SignInAsync(context);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.SendFileAsync(environment.WebRootFileProvider.GetFileInfo("index.html"), context.RequestAborted);
    }
}
