using System.Net.Sockets;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>What a person reads when there is no connection.</summary>
public sealed class FailureTextTests
{
    [Theory]
    [InlineData(ReasonCode.NotAuthorized, "The server refuses the user name or password (“why”). Check both, and whether the user may connect.")]
    [InlineData(ReasonCode.UnsupportedProtocolVersion, "The server does not serve MQTT 5 (“why”). Set the other version.")]
    [InlineData(ReasonCode.ClientIdentifierNotValid, "The server refuses the client id (“why”). Choose another one.")]
    [InlineData(ReasonCode.ServerMoved, "The server asks to use other.example instead. If that is right, set it as the server.")]
    [InlineData(ReasonCode.ServerBusy, "The server refuses the connection: server busy (“why”).")]
    public async Task ConnAck_Refusing_IsExplained(ReasonCode reason, string expected)
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Client.Start();
        using FakeConnection connection = await server.AcceptAsync();
        await connection.ReadAsync<ConnectPacket>();
        string? elsewhere = reason == ReasonCode.ServerMoved ? "other.example" : null;
        await connection.SendAsync(
            new ConnAckPacket { Reason = reason, Properties = new PacketProperties { ReasonString = "why", ServerReference = elsewhere } });
        Assert.Equal(expected, await host.FailureAsync());
    }

    [Theory]
    [InlineData(ReasonCode.ServerShuttingDown, "The server ended the connection: server shutting down (“why”).")]
    [InlineData(ReasonCode.UseAnotherServer, "The server asks to use another server. Ask its operator which.")]
    public async Task Disconnect_ByServer_IsExplained(ReasonCode reason, string expected)
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.SendAsync(new DisconnectPacket { Reason = reason, Properties = new PacketProperties { ReasonString = "why" } });
        Assert.Equal(expected, await host.FailureAsync());
    }

    [Theory]
    [InlineData("20 02 00 01", "does not answer in MQTT 5 (ConnAck must not have the reason code 0x01). Check the port and the protocol version.")]
    [InlineData("48 54 54 50 2F 31", "does not answer in MQTT 5 (PubAck must not have the flags 8). Check the port and the protocol version.")]
    [InlineData("D0 00", "does not answer in MQTT 5 (PingResp instead of CONNACK). Check the port and the protocol version.")]
    [InlineData("", "closed the connection before it answered. Check the port, whether it expects TLS, and whether it serves MQTT 5.")]
    [InlineData("20", "closed the connection before it answered. Check the port, whether it expects TLS, and whether it serves MQTT 5.")]
    public async Task ConnAck_Odd_IsExplained(string hex, string expected)
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Client.Start();
        using (FakeConnection connection = await server.AcceptAsync())
        {
            await connection.ReadAsync<ConnectPacket>();
            await connection.SendAsync(hex);
        }

        Assert.Equal($"mqtt://127.0.0.1:{server.Port} {expected}", await host.FailureAsync());
    }

    [Theory]
    [InlineData("C0 00", "PingReq from a server", ReasonCode.ProtocolError)]
    [InlineData("00 00", "there is no packet type 0", ReasonCode.MalformedPacket)]
    [InlineData("90 04 0001 00 00", "SubAck answers no request", ReasonCode.ProtocolError)]
    [InlineData("30 FFFFFF7F", "larger than 1048576 bytes", ReasonCode.PacketTooLarge)]
    public async Task Packet_Odd_IsExplainedToBothSides(string hex, string expected, ReasonCode reason)
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.SendAsync(hex);
        Assert.Equal(reason, (await connection.ReadAsync<DisconnectPacket>()).Reason);
        string text = await host.FailureAsync();
        Assert.StartsWith("The server broke the protocol: ", text, StringComparison.Ordinal);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ClosedWithoutReason_IsExplained()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        host.Client.Start();
        (await server.WelcomeAsync()).Dispose();
        Assert.StartsWith("The server closed the connection without a reason.", await host.FailureAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_Silent_IsExplained()
    {
        var time = new ManualTimeProvider();
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port), time);
        host.Client.Start();
        using FakeConnection connection = await server.AcceptAsync();
        await connection.ReadAsync<ConnectPacket>();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(
            $"mqtt://127.0.0.1:{server.Port} did not accept the connection within 10 s. Check the address, the port and the firewall.",
            await host.FailureAsync());
    }

    [Fact]
    public async Task Server_Missing_IsExplained()
    {
        int port;
        using (var server = new FakeServer())
        {
            port = server.Port;
        }

        await using var host = new ClientHost(ClientHost.Options(port));
        host.Client.Start();
        Assert.Equal($"Nothing listens at mqtt://127.0.0.1:{port}. Check the port, and whether the server runs.", await host.FailureAsync());
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "The name hub.invalid is not known. Check the spelling and the network's name server.")]
    [InlineData(SocketError.NetworkUnreachable, "There is no route to hub.invalid. Check this machine's network.")]
    [InlineData(SocketError.TimedOut, "mqtt://hub.invalid:1883 did not accept the connection within 10 s. Check the address, the port and the firewall.")]
    [InlineData(SocketError.ConnectionReset, "mqtt://hub.invalid:1883 closed the connection before it answered. Check the port, whether it expects TLS, and whether it serves MQTT 5.")]
    public void SocketError_Known_IsExplained(SocketError error, string expected)
    {
        var options = new MqttClientOptions { Server = new Uri("mqtt://hub.invalid") };
        Assert.Equal(expected, FailureText.OfConnecting(new IOException("", new SocketException((int)error)), options));
    }

    [Fact]
    public void Failure_Unknown_KeepsItsMessage()
    {
        var options = new MqttClientOptions { Server = new Uri("mqtt://hub.invalid") };
        Assert.Equal("mqtt://hub.invalid:1883 cannot be reached: odd.", FailureText.OfConnecting(new IOException("odd"), options));
        Assert.Equal("The connection was lost: odd. Check the network between.", FailureText.OfLink(new IOException("odd")).Text);
        Assert.Equal("The connection failed: odd", FailureText.OfLink(new InvalidOperationException("odd")).Text);
    }
}
