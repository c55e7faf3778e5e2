using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace PiHub.PluginHost.Listening;

/// <summary>Runs the requests of a plugin's own port through a pipeline.</summary>
internal sealed class PortApplication(RequestDelegate pipeline, IServiceScopeFactory scopes) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) =>
        new DefaultHttpContext(contextFeatures) { ServiceScopeFactory = scopes };

    public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The scope of the request's services is disposed with its answer.
    }
}
