using System.Net;
using System.Reflection;
using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Connections;

/// <summary>Makes one plugin's HTTP clients, which share its connections; these end with the plugin.</summary>
/// <remarks>Redirects need no check of their own: what they lead to is another connection, or one that was granted.</remarks>
internal sealed class PluginHttpClients : IHttpClientFactory, IAsyncDisposable
{
    /// <summary>Connections at the same time to the same server; more requests than that wait, up to their own time-out.</summary>
    private const int MaximumConnectionsPerServer = 8;

    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(10);
    private static readonly string Version = typeof(PluginHttpClients).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private readonly string _userAgent;
    private readonly TcpVersions _handler;

    public PluginHttpClients(PermissionGuard guard, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _userAgent = $"PiHub/{Version} ({guard.Manifest.Id})";
        var connector = new GuardedConnector(guard, resolve);
        _handler = new TcpVersions(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
            ConnectTimeout = ConnectDeadline,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = MaximumConnectionsPerServer,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS entry is seen
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            UseProxy = false, // the environment's would connect in the plugin's place, unchecked
            UseCookies = false, // one jar for all of a plugin's clients would surprise
        });
    }

    public HttpClient CreateClient(string name)
    {
        var client = new HttpClient(_handler, disposeHandler: false);
        client.DefaultRequestHeaders.UserAgent.ParseAdd(_userAgent);
        return client;
    }

    /// <summary>Closes all connections; requests under way fail.</summary>
    public ValueTask DisposeAsync()
    {
        _handler.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps to HTTP over TCP: HTTP/3 would open its connections past the check.</summary>
    private sealed class TcpVersions(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.Send(Restrict(request), cancellationToken);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(Restrict(request), cancellationToken);

        private static HttpRequestMessage Restrict(HttpRequestMessage request)
        {
            if (request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher || request.Version > HttpVersion.Version20)
            {
                request.Version = HttpVersion.Version20;
                request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
            }

            return request;
        }
    }
}
