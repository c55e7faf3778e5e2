using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Connections;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Features;

/// <summary>Lends HTTP clients that connect to what the manifest grants.</summary>
internal sealed class HttpClientFeature : IPluginFeature
{
    public void Lend(PluginStart start, IServiceCollection services)
    {
        var clients = new PluginHttpClients(start.Permissions, Dns.GetHostAddressesAsync);
        start.Plugin.RegisterLast(() => clients);
        services.AddSingleton<IHttpClientFactory>(clients);
    }
}
