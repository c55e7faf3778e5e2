using System.Text;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>Connecting, keeping alive, and coming back.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Connect_AllOptions_AreInTheConnectPacket()
    {
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port);
        (options.UserName, options.Password, options.CleanStart) = ("me", "secret", true);
        options.SessionExpiry = TimeSpan.MaxValue;
        options.Will = ClientHost.Message("gone", "bye", quality: 2, retain: true) with { ContentType = "text/plain" };
        await using var host = new ClientHost(options);
        host.Client.Start();
        FakeConnection connection = await server.WelcomeAsync(properties: new PacketProperties { AssignedClientId = "given" });
        ConnectPacket connect = connection.Connect;
        Assert.Equal(("pihub-test", "me", "secret", true, 30), (connect.ClientId, connect.UserName, Encoding.UTF8.GetString(connect.Password ?? []), connect.CleanStart, connect.KeepAliveSeconds));
        Assert.Equal((uint.MaxValue, 1_048_576u), (connect.Properties?.SessionExpirySeconds, connect.Properties?.MaximumPacketBytes));
        Assert.Equal(("gone", QualityOfService.ExactlyOnce, true, "text/plain"), (connect.Will?.Topic, connect.Will?.QualityOfService, connect.Will?.Retain, connect.Will?.Properties?.ContentType));
        connection.Dispose();
        using FakeConnection second = await server.WelcomeAsync();
        Assert.Equal(("given", false), (second.Connect.ClientId, second.Connect.CleanStart)); // resumes what it began
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 1, false)]
    [InlineData(false, 0, true)]
    [InlineData(true, 1, true)]
    public async Task Connect_Version311_AsksForACleanSessionWhenNoneIsToBeKept(bool cleanStart, int expirySeconds, bool expected)
    {
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port, level: 4);
        (options.CleanStart, options.SessionExpiry) = (cleanStart, TimeSpan.FromSeconds(expirySeconds));
        await using var host = new ClientHost(options);
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        Assert.Equal((ProtocolVersion.V311, expected), (connection.Connect.Version, connection.Connect.CleanStart));
    }

    [Fact]
    public async Task KeepAlive_ServerSilent_PingsThenGivesUp()
    {
        var time = new ManualTimeProvider();
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port), time);
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync(properties: new PacketProperties { ServerKeepAliveSeconds = 20 });
        await time.WaiterAsync(due => due == TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(PacketType.PingReq, (await connection.ReadAsync()).Type);
        await time.WaiterAsync(due => due == TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(5));
        await connection.SendAsync(PingPacket.Response);

        // The answer came 5 s after the ping, so that the next ping is due 20 s after the answer.
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubRec, 9));
        Assert.Equal("PubRel 9", await connection.ReadAnswerAsync());
        time.Advance(TimeSpan.FromSeconds(5));
        await time.WaiterAsync(due => due == TimeSpan.FromSeconds(15));
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(PacketType.PingReq, (await connection.ReadAsync()).Type);
        await time.WaiterAsync(due => due == TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ReasonCode.KeepAliveTimeout, (await connection.ReadAsync<DisconnectPacket>()).Reason);
        Assert.Equal("The server was silent for 30 s; the connection was given up. Check the network between.", await host.FailureAsync());
    }

    [Fact]
    public async Task Reconnect_AgainAndAgain_WaitsLongerAndLogsOnce()
    {
        var time = new ManualTimeProvider();
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port);
        options.MinimumReconnectDelay = TimeSpan.FromSeconds(1);
        options.MaximumReconnectDelay = TimeSpan.FromSeconds(5);
        await using var host = new ClientHost(options, time);
        host.Client.Start();
        int attempts = 0;
        foreach (int seconds in new[] { 1, 2, 4, 5, 5 })
        {
            using (FakeConnection refused = await server.AcceptAsync())
            {
                await refused.ReadAsync<ConnectPacket>();
                await refused.SendAsync(new ConnAckPacket { Reason = ReasonCode.BadUserNameOrPassword });
            }

            MqttClientStatus status = await host.WaitAsync(status => status.State == MqttClientState.Waiting && status.AttemptsSinceConnected == attempts + 1);
            Assert.Equal("The server refuses the user name or password. Check both, and whether the user may connect.", status.Reason);
            TimeSpan due = await time.WaiterAsync(due => due <= TimeSpan.FromSeconds(seconds * 1.25) && due >= TimeSpan.FromSeconds(seconds));
            attempts++;
            time.Advance(due);
        }

        Assert.Single(host.Log);
        using FakeConnection connection = await server.WelcomeAsync();
        Assert.Equal(0, (await host.WaitAsync(MqttClientState.Connected)).AttemptsSinceConnected);
    }

    [Fact]
    public async Task Reconnect_TakenOver_WaitsTheLongestTime()
    {
        var time = new ManualTimeProvider();
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port), time);
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.SendAsync(new DisconnectPacket { Reason = ReasonCode.SessionTakenOver });
        Assert.Equal(
            "Another client has connected with the same client id and taken the session over. Give each client its own id.",
            await host.FailureAsync());
        await time.WaiterAsync(due => due >= TimeSpan.FromSeconds(60) && due <= TimeSpan.FromSeconds(75));
    }

    [Fact]
    public void ReconnectDelay_ConnectionHeldLong_BeginsAnew()
    {
        var delay = new ReconnectDelay(new MqttClientOptions(), new Random(1));
        for (int i = 0; i < 5; i++)
        {
            delay.Next(TimeSpan.FromSeconds(29), isLongest: false);
        }

        Assert.InRange(delay.Next(TimeSpan.FromSeconds(29), isLongest: false), TimeSpan.FromSeconds(32), TimeSpan.FromSeconds(40));
        Assert.InRange(delay.Next(TimeSpan.FromSeconds(30), isLongest: false), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.25));
    }

    [Fact]
    public async Task Dispose_WhileWaiting_EndsAtOnce()
    {
        var time = new ManualTimeProvider();
        using var server = new FakeServer();
        var host = new ClientHost(ClientHost.Options(server.Port), time);
        host.Client.Start();
        (await server.AcceptAsync()).Dispose();
        await host.FailureAsync();
        await host.DisposeAsync();
        Assert.Equal(MqttClientState.Stopped, host.Client.Status.State);
    }

    [Fact]
    public void Options_WrongInSeveralWays_AreRefusedWithAllOfThem()
    {
        var options = new MqttClientOptions
        {
            Server = new Uri("http://user:secret@host"),
            Version = ProtocolVersion.V311,
            Password = "secret",
            ReceiveMaximum = 1,
            MinimumReconnectDelay = TimeSpan.FromMinutes(2),
            ClientKeyFile = "key.pem",
            Will = ClientHost.Message("a/+", "x"),
        };
        string text = Assert.Throws<ArgumentException>(() => new ClientHost(options)).Message;
        string[] expected = ["mqtt://host", "do not belong", "no password without", "no session without", "reconnect delay", "client key", "will's topic"];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        options.ReceiveMaximum = 0;
        Assert.Contains("ReceiveMaximum", Assert.Throws<ArgumentException>(() => new ClientHost(options)).Message, StringComparison.Ordinal);
    }
}
