using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter G: DISCONNECT, AUTH and errors (3.14, 3.15, 4.12, 4.13).</summary>
public sealed class ErrorTests
{
    [Theory, BothVersions]
    [Statement("3.14.4-3", "3.14.4-3")]
    public async Task Disconnect_ByTheClient_ClosesWithoutAnswer(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(new DisconnectPacket(), RawClient.Message("t", "too late"));
        await client.ExpectSilentCloseAsync();
    }

    [Theory]
    [InlineData("00 00")]
    [InlineData("30 FFFFFFFF")]
    [InlineData("30 03 0005 61")]
    [InlineData("82 06 0001 00 0001 61")] // no options
    [Statement(v5: "3.14.2-1 3.14.2-2 3.14.4-1 3.14.4-2 4.13.1-1")]
    public async Task Malformed_Packet_IsAnsweredByDisconnectAsTheLast(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ResumeAsync("a", level: 5);
        await client.SubscribeAsync("t");
        await client.SendAsync([.. Wire.Hex(hex), .. Wire.Publish(5, 0x30, "t"u8.ToArray()), 0xC0, 0x00]);
        DisconnectPacket last = Assert.IsType<DisconnectPacket>(await client.ReadAsync());
        Assert.Contains(last.Reason, new[] { ReasonCode.MalformedPacket, ReasonCode.ProtocolError });
        Assert.Null(last.Properties?.SessionExpirySeconds);
        await client.ExpectSilentCloseAsync();
    }

    [Theory, BothVersions("20 02 0000", "D0 00", "90 03 0001 00", "B0 02 0001")]
    [Statement("4.8.0-1", "4.13.1-1 4.13.2-1")]
    public async Task Packet_ForClientsOnly_Closes(int level, string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(level, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
    }

    [Theory]
    [BothVersions]
    [Statement("4.8.0-1", "4.13.1-1 4.13.2-1")]
    public async Task Error_OfOneClient_LeavesTheOthers(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient good = await broker.WatchAsync(level);
        for (int i = 0; i < 20; i++)
        {
            using RawClient bad = await broker.ConnectAsync("bad", level);
            await bad.SendAsync("00 00");
            await bad.ReadToEndAsync();
        }

        await good.SendAsync(RawClient.Message("t", "x"));
        Assert.Equal("x", await good.ReadPayloadAsync());
    }

    [Theory]
    [InlineData("E0 02 03 00")]
    [InlineData("E0 02 01 00")]
    [InlineData("E0 01 FF")]
    [Statement(v5: "3.14.2-1")]
    public async Task Disconnect_IllegalReason_IsAnError(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(5, ReasonCode.ProtocolError, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Statement(v5: "3.14.2-2 4.13.1-1")]
    public async Task Disconnect_RaisingTheExpiryFromZero_IsAnError()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(new DisconnectPacket { Properties = new PacketProperties { SessionExpirySeconds = 60 } });
        await client.ExpectErrorAsync(5, ReasonCode.ProtocolError);
        using RawClient again = await broker.ResumeAsync("a", level: 5);
        Assert.False(again.Welcome.SessionPresent);
    }

    [Theory]
    [InlineData("F1 00")]
    [InlineData("F2 02 18 00")]
    [Statement(v5: "3.15.1-1")]
    public async Task Auth_ReservedFlags_Closes(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(5, ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData("F0 00")]
    [InlineData("F0 02 19 00")]
    [InlineData("F0 07 18 05 150002 6161")]
    [InlineData("F0 02 55 00")]
    [Statement(v5: "3.15.2-1 4.12.0-6 4.12.1-1 4.12.1-2")]
    public async Task Auth_WithoutMethodInConnect_Closes(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(5, ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Fact]
    [Statement("2.2.2-2 4.8.0-1")]
    public async Task Auth_In311_Closes()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 4);
        await client.SendAsync("F0 00");
        await client.ExpectSilentCloseAsync();
    }

    [Fact]
    [Statement(v5: "4.12.0-1 4.12.0-4 4.12.0-6 3.2.2-7")]
    public async Task Connect_UnsupportedMethod_IsRefused()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "a") with
        {
            Properties = new PacketProperties { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationBytes = [1] },
        });
        Assert.Contains(client.Welcome.Reason, new[] { ReasonCode.BadAuthenticationMethod, ReasonCode.NotAuthorized });
        await client.ExpectSilentCloseAsync();
    }

    [Fact]
    [Statement(v5: "4.12.0-6")]
    public async Task Connect_WithoutMethod_GetsNoAuth()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5); // the first packet is CONNACK
        Assert.Null(client.Welcome.Properties?.AuthenticationMethod);
        await client.PingAsync();
    }

    [Fact]
    [Statement("4.8.0-1", "3.1.2-24 4.13.1-1")]
    public async Task Packet_AboveTheServersMaximum_Closes()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync(options => options.MaximumPacketBytes = 2_000);
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        Assert.Equal(2_000u, client.Welcome.Properties?.MaximumPacketBytes);
        await client.SendAsync(RawClient.Message("t", new string('x', 3_000)));
        await client.ExpectErrorAsync(5, ReasonCode.PacketTooLarge);
        using RawClient old = await broker.ConnectAsync("a", level: 4);
        await old.SendAsync(RawClient.Message("t", new string('x', 3_000)));
        await old.ExpectSilentCloseAsync();
    }
}
