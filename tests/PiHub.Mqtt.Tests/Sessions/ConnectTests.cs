using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class ConnectTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Connect_Valid_IsWelcomed(int level)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("abcXYZ0123", level); // 3.1.3-5, 3.2.0-1
        Assert.Equal(ReasonCode.Success, client.Welcome.Reason);
        Assert.False(client.Welcome.SessionPresent); // 3.2.2-2
        await client.PingAsync(); // 3.12.4-1
        Assert.Equal(1, host.Broker.Status().ConnectedClients);
    }

    [Fact]
    public async Task Connect_V5_IsToldTheLimits()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.ReceiveMaximum = 77;
            options.TopicAliasMaximum = 9;
            options.MaximumSessionExpiry = TimeSpan.FromSeconds(1_000);
        });
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, Connect(5) with
        {
            CleanStart = false,
            KeepAliveSeconds = 120,
            Properties = new PacketProperties { SessionExpirySeconds = 3_600, RequestResponseInformation = 1 },
        });
        PacketProperties? properties = client.Welcome.Properties;
        Assert.Equal(1_000u, properties?.SessionExpirySeconds);
        Assert.Equal(77u, properties?.ReceiveMaximum);
        Assert.Null(properties?.MaximumQoS); // 3.2.2-9
        Assert.Equal(1_048_576u, properties?.MaximumPacketBytes);
        Assert.Equal(9u, properties?.TopicAliasMaximum);
        Assert.Equal(60u, properties?.ServerKeepAliveSeconds); // 3.2.2-21
        Assert.Null(properties?.SubscriptionIdentifierAvailable);
        Assert.Null(properties?.SharedSubscriptionAvailable);
        Assert.Null(properties?.AssignedClientId);
        Assert.Null(properties?.ResponseInformation);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 60)]
    [InlineData(4, 120)]
    public async Task Connect_KeepAliveThatIsServed_IsNotChanged(int level, ushort seconds)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(
            host.MqttPort, Connect(level) with { KeepAliveSeconds = seconds, Properties = level == 5 ? new PacketProperties() : null });
        Assert.Null(client.Welcome.Properties?.ServerKeepAliveSeconds);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(host.Broker.Clients()).KeepAlive);
    }

    [Fact]
    public async Task Connect_WithoutClientId_IsAssignedOne()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient first = await host.ConnectAsync("");
        using RawClient second = await host.ConnectAsync("");
        using RawClient old = await host.ConnectAsync("", level: 4);
        Assert.NotNull(first.Welcome.Properties?.AssignedClientId); // 3.1.3-6, 3.2.2-16
        Assert.NotEqual(first.Welcome.Properties?.AssignedClientId, second.Welcome.Properties?.AssignedClientId);
        Assert.Equal(3, host.Broker.Status().ConnectedClients);
    }

    [Fact]
    public async Task Connect_V311WithoutClientIdAndWithSession_IsRefused()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, Connect(4) with { ClientId = "", CleanStart = false });
        Assert.Equal(ReasonCode.ClientIdentifierNotValid, client.Welcome.Reason); // 3.1.1: 3.1.3-8
        Assert.Null(await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData("C000", "")] // 3.1.0-1
    [InlineData("100D 0004 4D515458 04 02 003C 0001 61", "")] // 3.1.2-1
    [InlineData("100D 0004 4D515454 03 02 003C 0001 61", "20020001")] // 3.1.1: 3.1.2-2
    [InlineData("100E 0004 4D515454 06 02 003C 00 0001 61", "2003008400")] // 5.0: 3.1.2-2
    [InlineData("100D 0004 4D515454 04 03 003C 0001 61", "")] // 3.1.2-3
    [InlineData("100E 0004 4D515454 05 03 003C 00 0001 61", "2003008100")]
    [InlineData("1012 0004 4D515454 05 02 003C 03 21000A 0001 6161", "2003008100")] // 3.1.4-1: whole packet
    [InlineData("16 03 01 02 00 01 00 01 FC 03 03", "")] // a TLS greeting
    [InlineData("47 45 54 20 2F 20 48 54 54 50", "")] // HTTP
    public async Task Connect_Broken_IsAnsweredAndClosed(string hex, string answerHex)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await RawClient.OpenAsync(host.MqttPort, answerHex.StartsWith("2002", StringComparison.Ordinal) ? 4 : 5);
        await client.SendAsync(hex);
        Packet? answer = await client.ReadToEndAsync();
        string answered = answer is null
            ? ""
            : Convert.ToHexString(Codec.PacketBytes.Write(answer, answerHex.StartsWith("2002", StringComparison.Ordinal) ? ProtocolVersion.V311 : ProtocolVersion.V5));
        Assert.Equal(answerHex, answered);
    }

    [Fact]
    public async Task Connect_Twice_IsAProtocolError()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("a");
        await client.SendAsync(Connect(5)); // 3.1.0-2
        Assert.Equal(ReasonCode.ProtocolError, await client.ReadDisconnectAsync());
        using RawClient old = await host.ConnectAsync("a", level: 4);
        await old.SendAsync(Connect(4));
        await old.ExpectSilentCloseAsync(); // 3.1.1: 4.8.0-1
    }

    [Fact]
    public async Task Connect_Slow_IsClosed()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.ConnectTimeout = TimeSpan.FromSeconds(0.2));
        using RawClient client = await RawClient.OpenAsync(host.MqttPort);
        await client.SendAsync("10 0D 0004");
        await client.ExpectSilentCloseAsync();
    }

    [Fact]
    public async Task Connect_Credentials_ReachTheHook()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        MqttCredentials? seen = null;
        host.Access.Check = credentials =>
        {
            seen = credentials;
            return null;
        };
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, Connect(5) with { UserName = "ada", Password = "pw"u8.ToArray() });
        Assert.Equal(ReasonCode.BadUserNameOrPassword, client.Welcome.Reason);
        Assert.Null(await client.ReadToEndAsync()); // 3.2.2-7
        Assert.Equal("c", seen?.ClientId);
        Assert.Equal("ada", seen?.UserName);
        Assert.Equal("pw"u8.ToArray(), seen?.Password.ToArray());
        Assert.True(seen?.IsLoopback);
        Assert.Equal(0, host.Broker.Status().ConnectedClients);
    }

    [Theory]
    [InlineData(4, "ada", ReasonCode.BadUserNameOrPassword)]
    [InlineData(4, null, ReasonCode.NotAuthorized)]
    [InlineData(5, null, ReasonCode.BadUserNameOrPassword)]
    public async Task Connect_Refused_HasTheVersionsCode(int level, string? user, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = _ => null;
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, Connect(level) with { UserName = user });
        Assert.Equal(expected, client.Welcome.Reason);
    }

    [Fact]
    public async Task Connect_WithAuthenticationMethod_IsRefused()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var connect = Connect(5) with { Properties = new PacketProperties { AuthenticationMethod = "SCRAM-SHA-256" } };
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, connect);
        Assert.Equal(ReasonCode.BadAuthenticationMethod, client.Welcome.Reason); // 4.12.0-1
    }

    [Fact]
    public async Task Connect_SameClientId_TakesOver()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient old = await host.ConnectAsync("same");
        using RawClient current = await host.ConnectAsync("same", level: 4);
        Assert.Equal(ReasonCode.SessionTakenOver, await old.ReadDisconnectAsync()); // 3.1.4-3
        await current.PingAsync();
        Assert.Equal(1, host.Broker.Status().ConnectedClients);
        using RawClient next = await host.ConnectAsync("same");
        await current.ExpectSilentCloseAsync(); // 3.1.1: 3.1.4-2
        await next.PingAsync();
    }

    [Theory]
    [InlineData("F0 00", ReasonCode.ProtocolError)] // 4.12.0-6
    [InlineData("20 03 000000", ReasonCode.ProtocolError)] // a packet for clients
    [InlineData("D0 00", ReasonCode.ProtocolError)]
    [InlineData("00 00", ReasonCode.MalformedPacket)] // 4.13.1-1
    [InlineData("30 FFFFFF7F", ReasonCode.PacketTooLarge)]
    [InlineData("30 07 0001 61 03 230000", ReasonCode.TopicAliasInvalid)] // 3.3.2-8
    [InlineData("30 07 0001 61 03 230021", ReasonCode.TopicAliasInvalid)]
    [InlineData("30 06 0000 03 230001", ReasonCode.ProtocolError)] // an alias that was not set
    [InlineData("30 06 0001 61 02 0B01", ReasonCode.ProtocolError)] // 3.3.4-6
    [InlineData("82 0F 0001 00 0009 2473686172652F612F62 04", ReasonCode.MalformedPacket)]
    [InlineData("82 0F 0001 00 0009 2473686172652F612F 04", ReasonCode.ProtocolError)] // 3.8.3-4
    public async Task Packet_NotAllowed_ClosesWithTheReason(string hex, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("a");
        await client.SendAsync(hex);
        Assert.Equal(expected, await client.ReadDisconnectAsync());
        using RawClient next = await host.ConnectAsync("b");
        await next.PingAsync();
    }

    [Fact]
    public async Task Release_OfUnknownMessage_IsAnsweredNotFound()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("a");
        await client.SendAsync(new AcknowledgementPacket(PacketType.PubRel, 9));
        AcknowledgementPacket answer = await client.ReadAsync<AcknowledgementPacket>();
        Assert.Equal((PacketType.PubComp, 9, ReasonCode.PacketIdentifierNotFound), (answer.Type, answer.PacketId, answer.Reason));
    }

    [Fact]
    public async Task KeepAlive_Silence_ClosesAfterOneAndAHalf()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.MqttPort, Connect(5) with { KeepAliveSeconds = 1 });
        Assert.Equal(ReasonCode.KeepAliveTimeout, await client.ReadDisconnectAsync()); // 3.1.2-22
    }

    [Fact]
    public async Task Stop_Clients_AreToldAndClosed()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("a");
        using RawClient old = await host.ConnectAsync("b", level: 4);
        await host.StopAsync();
        Assert.Equal(ReasonCode.ServerShuttingDown, await client.ReadDisconnectAsync());
        await old.ExpectSilentCloseAsync();
        Assert.Equal(0, host.Broker.Status().ConnectedClients);
    }

    private static ConnectPacket Connect(int level) => new() { Version = (ProtocolVersion)level, ClientId = "c", CleanStart = true };
}
