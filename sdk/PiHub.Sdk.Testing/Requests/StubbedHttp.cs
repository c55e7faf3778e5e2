using System.Globalization;
using System.Net;
using PiHub.Sdk.Plugins;

namespace PiHub.Sdk.Testing.Requests;

/// <summary>Lets the test answer what the plugin asks other hosts, within what the manifest grants.</summary>
internal sealed class StubbedHttp(
    PluginManifest manifest, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? respond) : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => new(new Handler(this));

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        if (!manifest.Permissions.Connect.Any(granted => IsGranted(granted, address)))
        {
            throw new HttpRequestException(
                $"The plugin '{manifest.Id}' may not connect to '{address.Authority}': its manifest's permissions.connect does not grant it.");
        }

        HttpResponseMessage response = respond is null
            ? throw new HttpRequestException($"Nobody answers '{address}': give the test WithHttp.")
            : await respond(request, cancellationToken);
        response.RequestMessage ??= request;
        return response;
    }

    // A name, a name with "*.", an address, a network or "local", each for one port or for all. Names are not resolved: nothing is asked
    // outside the test.
    private static bool IsGranted(string granted, Uri address)
    {
        int colon = granted.LastIndexOf(':');
        bool hasPort = !IPAddress.TryParse(granted, out _) && colon > 0 && ushort.TryParse(granted.AsSpan(colon + 1), out _);
        string host = (hasPort ? granted[..colon] : granted).Trim('[', ']');
        if (hasPort && granted[(colon + 1)..] != address.Port.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }

        string asked = address.Host.Trim('[', ']');
        bool isAddress = IPAddress.TryParse(asked, out IPAddress? ip);
        return host switch
        {
            "local" => address.IsLoopback || (isAddress ? IsPrivate(ip ?? IPAddress.None) : asked.EndsWith(".local", StringComparison.OrdinalIgnoreCase)),
            ['*', '.', ..] => asked.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase),
            _ when isAddress => (IPNetwork.TryParse(host, out IPNetwork network) && network.Contains(ip ?? IPAddress.None)) || host == asked,
            _ => string.Equals(host, asked, StringComparison.OrdinalIgnoreCase),
        };
    }

    private static bool IsPrivate(IPAddress address) =>
        address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
        || address.MapToIPv6().GetAddressBytes() is [.., 10, _, _, _] or [.., 192, 168, _, _] or [.., 172, >= 16 and <= 31, _, _]
            or [.., 169, 254, _, _];

    private sealed class Handler(StubbedHttp http) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            http.SendAsync(request, cancellationToken);
    }
}
