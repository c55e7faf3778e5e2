using System.Net;
using System.Net.Sockets;
using PiHub.PluginHost.Connections;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Tests.Connections;

public sealed class GuardedConnectorTests
{
    [Fact]
    public async Task NameThatResolvesToThisComputer_IsRefused_AndCounted()
    {
        PermissionGuard guard = Guards.Of(new PluginPermissions { Connect = ["api.example.com"] }, out RunningPlugin plugin);
        var connector = new GuardedConnector(guard, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => connector.ConnectAsync(new DnsEndPoint("api.example.com", 80), CancellationToken.None).AsTask());

        Assert.Contains("it resolves to 127.0.0.1; add that address, or 'local'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(plugin.Meter.Permissions.List()).Count);
    }

    [Fact]
    public async Task OfSeveralAddresses_OnlyAGrantedOneIsConnectedTo()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        PermissionGuard guard = Guards.Of(new PluginPermissions { Connect = ["127.0.0.1"] }, out RunningPlugin plugin);
        var connector = new GuardedConnector(
            guard, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.1"), IPAddress.Loopback]));

        await using Stream stream = await connector.ConnectAsync(new DnsEndPoint("two.example", port), CancellationToken.None);

        using Socket accepted = await server.AcceptSocketAsync();
        Assert.True(accepted.Connected);
        Assert.Empty(plugin.Meter.Permissions.List());
    }

    [Fact]
    public async Task NameThatNothingGrants_IsNotEvenResolved()
    {
        PermissionGuard guard = Guards.Of(new PluginPermissions { Connect = ["api.example.com"] }, out _);
        var connector = new GuardedConnector(guard, (_, _) => throw new InvalidOperationException("It was resolved."));

        await Assert.ThrowsAsync<HttpRequestException>(
            () => connector.ConnectAsync(new DnsEndPoint("secret.evil.example", 80), CancellationToken.None).AsTask());
    }
}
