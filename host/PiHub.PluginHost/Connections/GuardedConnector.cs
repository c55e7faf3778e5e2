using System.Net;
using System.Net.Sockets;
using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Connections;

/// <summary>Opens a plugin's connections: resolves the name, checks name and address against the manifest, and connects to exactly the
/// address that was checked.</summary>
internal sealed class GuardedConnector(PermissionGuard guard, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private readonly ConnectPolicy _policy = new(guard.Manifest.Permissions.Connect);

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await FindAsync(target, cancellationToken);
        Exception? failure = null;
        foreach (IPAddress address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                failure = exception; // the next address may do
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new HttpRequestException(
            HttpRequestError.ConnectionError, $"'{target.Host}:{target.Port}' cannot be reached: {failure?.Message}", failure);
    }

    private async Task<IPAddress[]> FindAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        string remedy = $"add '{target.Host}:{target.Port}' to its manifest's permissions.connect";
        IPAddress[] found = [];
        if (IPAddress.TryParse(target.Host, out IPAddress? literal))
        {
            found = [literal];
        }
        else if (_policy.MayResolve(target.Host, target.Port))
        {
            found = await resolve(target.Host, cancellationToken);
            remedy = $"it resolves to {string.Join(", ", found.Select(address => address.ToString()))}; add that address, or 'local' for all "
                + "private networks, to its manifest's permissions.connect";
        }

        IPAddress[] granted = [.. found.Where(address => _policy.Grants(target.Host, address, target.Port))];
        if (granted.Length > 0)
        {
            return granted;
        }

        guard.Refuse(PermissionKind.Connect, $"connect to '{target.Host}:{target.Port}'");
        throw new HttpRequestException($"The plugin '{guard.Manifest.Id}' may not connect to '{target.Host}:{target.Port}': {remedy}.");
    }
}
