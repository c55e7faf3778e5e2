using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost.Tests.Catalogue;

/// <summary>A web server with an index that has an ETag, and one package.</summary>
internal sealed class CatalogueServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CatalogueServer(WebApplication app) => _app = app;

    public string Index { get; set; } = "";

    public byte[] Package { get; set; } = [];

    public int Status { get; set; } = StatusCodes.Status200OK;

    public int Unchanged { get; private set; }

    public string Source => $"{_app.Urls.Single()}/catalogue/index.json";

    public static async Task<CatalogueServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var server = new CatalogueServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string mark = $"\"{Index.GetHashCode(StringComparison.Ordinal)}\"";
        context.Response.StatusCode = Status;
        if (Status != StatusCodes.Status200OK)
        {
            return;
        }

        if (context.Request.Path == "/catalogue/packages/probe.pihub")
        {
            await context.Response.Body.WriteAsync(Package);
        }
        else if (context.Request.Headers.IfNoneMatch == mark)
        {
            Unchanged++;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        }
        else
        {
            context.Response.Headers.ETag = mark;
            await context.Response.WriteAsync(Index);
        }
    }
}
