using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter B: CONNECT (3.1), without the will.</summary>
public sealed class ConnectTests
{
    private static readonly byte[] Id = Wire.Text("a");

    [Theory]
    [BothVersions("30 03 0001 61", "82 06 0001 0001 61 00", "C0 00", "E0 00", "F0 00", "40 02 0001", "20 02 0000")]
    [Statement("3.1.0-1", "3.1.0-1 3.14.0-1")]
    public async Task First_NotConnect_ClosesSilently(int level, string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level);
        await client.SendAsync(hex);
        await client.ExpectSilentCloseAsync();
    }

    [Theory, BothVersions]
    [Statement("3.1.0-2 4.8.0-1", "3.1.0-2 4.13.1-1")]
    public async Task Connect_Second_Closes(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(Dialogue.Connect(level, "a"));
        await client.ExpectErrorAsync(level, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions("MQTu", "mqtt", "MQIsdp", "hj", "")]
    [Statement("3.1.2-1", "3.1.2-1")]
    public async Task ProtocolName_Wrong_Closes(int level, string name)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level);
        await client.SendAsync(Wire.Packet(0x10, Wire.Text(name), [(byte)level, 2], Wire.Two(0), Wire.Properties(level), Id));
        await client.ExpectRefusalAsync(ReasonCode.UnsupportedProtocolVersion);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(6, 5)]
    [InlineData(255, 5)]
    [Statement("3.1.2-2", "3.1.2-2 3.2.2-8")]
    public async Task ProtocolLevel_Unknown_IsRefused(int level, int answeredAs)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(answeredAs);
        await client.SendAsync(Wire.Packet(0x10, Wire.Text("MQTT"), [(byte)level, 2], Wire.Two(0), Wire.Properties(answeredAs), Id));
        ConnAckPacket answer = Assert.IsType<ConnAckPacket>(await client.ReadToEndAsync());
        Assert.Equal(ReasonCode.UnsupportedProtocolVersion, answer.Reason);
    }

    // Reserved flag; will QoS, will retain without a will; will QoS 3; user name without its field, field without its flag.
    [Theory, BothVersions((byte)0x03, (byte)0x0A, (byte)0x12, (byte)0x22, (byte)0x1E, (byte)0x82, (byte)0x42, (byte)0xC2, (byte)0x06)]
    [Statement("3.1.2-3 3.1.2-9 3.1.2-11 3.1.2-13 3.1.2-14 3.1.2-15 3.1.2-19 3.1.2-21 3.1.4-1 3.2.2-6",
        "3.1.2-3 3.1.2-9 3.1.2-11 3.1.2-12 3.1.2-13 3.1.2-17 3.1.2-19 3.1.4-1 3.1.4-2 3.14.0-1")]
    public async Task Flags_ThatContradictThePayload_AreRefused(int level, byte flags)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level);
        bool hasFullWill = flags == 0x1E; // only its quality is wrong
        await client.SendAsync(hasFullWill
            ? Wire.Connect(level, flags, Id, Wire.Properties(level), Wire.Text("t"), Wire.Text("x"))
            : Wire.Connect(level, flags, Id));
        await client.ExpectRefusalAsync(ReasonCode.MalformedPacket, ReasonCode.ProtocolError, ReasonCode.BadUserNameOrPassword);
    }

    [Theory, BothVersions((byte)0x02, (byte)0x82)]
    [Statement("3.1.2-18 3.1.2-20 3.1.4-1", "3.1.2-16 3.1.2-18 3.1.4-1")]
    public async Task Fields_WithoutTheirFlag_AreRefused(int level, byte flags)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level);
        await client.SendAsync(Wire.Connect(level, flags, Id, Wire.Text("user"), Wire.Text("password")));
        await client.ExpectRefusalAsync(ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions]
    [Statement("3.1.2-22", "3.1.2-18 3.1.2-19")]
    public async Task Password_WithoutUserName_IsForMqtt5Only(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level);
        await client.SendAsync(Wire.Connect(level, 0x42, Id, Wire.Text("secret")));
        if (level == 4)
        {
            await client.ExpectRefusalAsync(ReasonCode.BadUserNameOrPassword);
        }
        else
        {
            Assert.Equal(ReasonCode.Success, (await client.ReadAsync<ConnAckPacket>()).Reason);
        }
    }

    [Theory, BothVersions]
    [Statement("3.1.2-19 3.1.2-21 3.1.3-1 3.1.3-3", "3.1.2-17 3.1.2-19 3.1.3-1 3.1.3-3")]
    public async Task Payload_AllFields_AreReadInTheirOrder(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        MqttCredentials? seen = null;
        broker.Own.Access.Check = credentials =>
        {
            seen = credentials;
            return new MqttClientAccess { Name = "n" };
        };
        using RawClient watcher = await broker.WatchAsync(level);
        using (RawClient client = await broker.OpenAsync(level))
        {
            await client.SendAsync(Wire.Connect(
                level, 0xC6, Wire.Text("id"), Wire.Properties(level), Wire.Text("will/topic"), Wire.Text("will"), Wire.Text("user"), Wire.Text("pw")));
            Assert.Equal(ReasonCode.Success, (await client.ReadAsync<ConnAckPacket>()).Reason);
        }

        Assert.Equal(("id", "user"), (seen?.ClientId, seen?.UserName));
        Assert.Equal("pw"u8.ToArray(), seen?.Password.ToArray());
        PublishPacket will = await watcher.ReadAsync<PublishPacket>();
        Assert.Equal(("will/topic", "will"), (will.Topic, will.Text()));
    }

    [Theory, BothVersions("a", "0123456789ABCDEFGHIJKLM", "nopqrstuvwxyzNOPQRSTUVW", "XYZabcdefghijklm")]
    [Statement("3.1.3-3 3.1.3-5 3.1.4-4", "3.1.3-3 3.1.3-5 3.1.4-5")]
    public async Task ClientId_OfLettersAndDigits_IsAccepted(int level, string clientId)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(clientId, level);
        Assert.Equal(ReasonCode.Success, client.Welcome.Reason);
        Assert.Null(client.Welcome.Properties?.AssignedClientId);
    }

    [Theory, BothVersions]
    [Statement("3.1.3-2", "3.1.3-2")]
    public async Task ClientId_Other_IsAnotherSession(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ResumeAsync("one", level))
        {
            await first.DisconnectAsync();
        }

        using RawClient second = await broker.ResumeAsync("One", level);
        using RawClient third = await broker.ResumeAsync("one", level);
        Assert.False(second.Welcome.SessionPresent);
        Assert.True(third.Welcome.SessionPresent);
        await second.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("3.1.3-6", "3.1.3-6 3.1.3-7 3.2.2-16")]
    public async Task ClientId_Empty_IsAssigned(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient first = await broker.ConnectAsync("", level);
        using RawClient second = await broker.ConnectAsync("", level);
        await first.PingAsync(); // not taken over
        await second.PingAsync();
        if (level == 5)
        {
            string?[] ids = [first.Welcome.Properties?.AssignedClientId, second.Welcome.Properties?.AssignedClientId];
            Assert.All(ids, Assert.NotNull);
            Assert.NotEqual(ids[0], ids[1]);
        }
    }

    [Theory, BothVersions]
    [Statement("3.1.3-8 3.2.2-5 3.2.2-4", "3.1.3-6 3.1.3-7")]
    public async Task ClientId_EmptyWithSession_IsForMqtt5Only(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ResumeAsync("", level);
        if (level == 4)
        {
            Assert.Equal(ReasonCode.ClientIdentifierNotValid, client.Welcome.Reason);
            await client.ExpectSilentCloseAsync();
        }
        else
        {
            string id = client.Welcome.Properties?.AssignedClientId ?? "";
            await client.DisconnectAsync();
            using RawClient again = await broker.ResumeAsync(id, level);
            Assert.True(again.Welcome.SessionPresent);
        }
    }

    [Theory, BothVersions]
    [Statement("3.1.3-9 3.2.2-4 3.2.2-5", "3.1.3-8 3.2.2-6 3.2.2-7")]
    public async Task ClientId_OfTheHub_IsRejected(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(PublishedMessage.HubClientId, level);
        Assert.Equal(ReasonCode.ClientIdentifierNotValid, client.Welcome.Reason);
        Assert.False(client.Welcome.SessionPresent);
        await client.ExpectSilentCloseAsync();
    }

    [Theory, BothVersions]
    [Statement("3.1.4-2", "3.1.4-3")]
    public async Task ClientId_Same_TakesOver(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient old = await broker.ConnectAsync("same", level);
        using RawClient next = await broker.ConnectAsync("same", level);
        await old.ExpectErrorAsync(level, ReasonCode.SessionTakenOver);
        await next.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("3.1.4-5 3.2.2-5", "3.1.4-6 3.2.2-7")]
    public async Task Refused_WhatFollows_IsNotProcessed(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Access.Check = credentials => credentials.ClientId == "bad" ? null : new MqttClientAccess { Name = "n" };
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient bad = await broker.OpenAsync(level);
        await bad.SendAsync(Dialogue.Connect(level, "bad"), RawClient.Message("t", "smuggled"), RawClient.Message("t", "kept", retain: true));
        Assert.IsType<ConnAckPacket>(await bad.ReadToEndAsync());
        using RawClient good = await broker.ConnectAsync("good", level);
        await good.PublishAsync("t", "end");
        Assert.Empty(await watcher.PayloadsUntilAsync("end"));
        Assert.Single(broker.Own.Journal.Messages);
    }

    [Theory, BothVersions]
    [Statement("3.1.4-4", "3.1.4-5")]
    public async Task Accepted_WhatCameWithConnect_IsProcessed(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient client = await broker.OpenAsync(level);
        await client.SendAsync(Dialogue.Connect(level, "eager"), RawClient.Message("t", "early"), PingPacket.Request);
        Assert.Equal(ReasonCode.Success, (await client.ReadAsync<ConnAckPacket>()).Reason);
        Assert.Equal(PacketType.PingResp, (await client.ReadAsync()).Type);
        Assert.Equal("early", await watcher.ReadPayloadAsync());
    }

    [Theory, BothVersions]
    [Statement("3.1.2-24", "3.1.2-22 3.2.2-22")]
    public async Task KeepAlive_SilenceOfOneAndAHalf_Closes(int level)
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(level, "mortal") with
        {
            KeepAliveSeconds = 10,
            Will = new WillMessage { Topic = "t", Payload = "gone"u8.ToArray() },
        });
        Assert.Null(client.Welcome.Properties?.ServerKeepAliveSeconds);
        clock.Advance(TimeSpan.FromSeconds(14));
        await client.PingAsync();
        clock.Advance(TimeSpan.FromSeconds(14.9));
        await watcher.PingAsync(); // not yet
        clock.Advance(TimeSpan.FromSeconds(0.2));
        await client.ExpectErrorAsync(level, ReasonCode.KeepAliveTimeout);
        client.Dispose();
        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    [Fact]
    [Statement(v5: "3.2.2-21 3.1.2-22")]
    public async Task KeepAlive_LongerThanTheServers_IsTheServers()
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "a") with { KeepAliveSeconds = 120 });
        Assert.Equal(60u, client.Welcome.Properties?.ServerKeepAliveSeconds);
        await client.PingAsync();
        clock.Advance(TimeSpan.FromSeconds(89));
        await client.PingAsync();
        clock.Advance(TimeSpan.FromSeconds(91));
        await client.ExpectErrorAsync(5, ReasonCode.KeepAliveTimeout);
    }

    [Theory, BothVersions]
    [Statement("3.1.2-24", "3.1.2-22")]
    public async Task KeepAlive_OfZero_NeverCloses311(int level)
    {
        var clock = new ManualTimeProvider();
        await using TestedBroker broker = await TestedBroker.StartAsync(time: clock);
        using RawClient client = await broker.ConnectAsync("a", level);
        bool isLimited = client.Welcome.Properties?.ServerKeepAliveSeconds is > 0; // an MQTT 5 server may limit it
        Assert.True(level == 5 || !isLimited);
        clock.Advance(TimeSpan.FromSeconds(isLimited ? 89 : 86_400));
        await client.PingAsync();
    }

    [Fact]
    [Statement(v5: "3.1.2-24 3.1.2-25")]
    public async Task MaximumPacketSize_OfTheClient_DropsWhatIsLarger()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "s") with
        {
            Properties = new PacketProperties { MaximumPacketBytes = 64, ReceiveMaximum = 1 },
        });
        await client.SubscribeAsync("#", quality: 2);
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        for (int quality = 0; quality <= 2; quality++)
        {
            await publisher.PublishAsync("t", new string('x', 100), quality, retain: true);
        }

        // A dropped message counts as sent: it does not fill the Receive Maximum of 1.
        await publisher.PublishAsync("t", "small", quality: 2);
        Assert.Equal(["small"], (await client.AcceptUntilAsync("small")).Select(message => message.Text()));
        PublishPacket fits = RawClient.Message("t", new string('y', 64 - 2 - 3 - 1)); // header, topic, properties
        await publisher.PublishAsync(fits);
        Assert.Equal(fits.Payload.Length, (await client.ReadAsync<PublishPacket>()).Payload.Length);
        await client.UnsubscribeAsync("#");
        await client.SubscribeAsync("t"); // the retained one is too large
        await client.PingAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(5u)]
    [Statement(v5: "3.1.2-26 3.1.2-27 3.3.2-11")]
    public async Task TopicAliasMaximum_OfTheClient_IsObeyed(uint? maximum)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "s") with
        {
            Properties = new PacketProperties { TopicAliasMaximum = maximum },
        });
        await client.SubscribeAsync("#");
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        Dictionary<uint, string> aliases = [];
        for (int i = 0; i < 40; i++)
        {
            string topic = $"topic/number/{i % 10}";
            await publisher.PublishAsync(topic, topic);
            PublishPacket message = await client.ReadAsync<PublishPacket>();
            if (message.Properties?.TopicAlias is { } alias)
            {
                Assert.InRange(alias, 1u, maximum ?? 0);
                aliases[alias] = message.Topic.Length > 0 ? message.Topic : aliases[alias];
            }

            Assert.Equal(topic, message.Topic.Length > 0 ? message.Topic : aliases[message.Properties?.TopicAlias ?? 0]);
            Assert.Equal(topic, message.Text());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0u)]
    [Statement(v5: "3.1.2-28")]
    public async Task ResponseInformation_NotRequested_IsNotSent(uint? requested)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "a") with
        {
            Properties = new PacketProperties { RequestResponseInformation = requested },
        });
        Assert.Equal(ReasonCode.Success, client.Welcome.Reason);
        Assert.Null(client.Welcome.Properties?.ResponseInformation);
    }

    [Fact]
    [Statement(v5: "3.1.2-29")]
    public async Task ProblemInformation_NotRequested_IsOnlyOnPublishConnAckAndDisconnect()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Journal.Judge = (message, _) => new(message.Message.Topic == "bad"
            ? PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "because")
            : PublishVerdict.Accepted);
        broker.Own.Access.Check = _ => new MqttClientAccess { Name = "n", MaySubscribe = filter => filter == "secret" ? SubscribePermission.NotAuthorized : SubscribePermission.Granted };
        using RawClient client = await broker.ConnectAsync(Dialogue.Connect(5, "a") with
        {
            Properties = new PacketProperties { RequestProblemInformation = 0 },
        });
        for (int quality = 1; quality <= 2; quality++)
        {
            await client.SendAsync(RawClient.Message("bad", "x", quality, packetId: 3));
            AcknowledgementPacket answer = await client.ReadAsync<AcknowledgementPacket>();
            Assert.Equal((ReasonCode.PayloadFormatInvalid, true), (answer.Reason, answer.Properties is null or { Entries.Count: 0 }));
        }

        SubAckPacket granted = await client.SubscribeAsync("secret");
        Assert.Equal((true, true), (granted.Reasons[0] >= ReasonCode.UnspecifiedError, granted.Properties is null or { Entries.Count: 0 }));
        await client.SendAckAsync(PacketType.PubRel, 99);
        Assert.True((await client.ReadAcknowledgementAsync(PacketType.PubComp, 99)).Properties is null or { Entries.Count: 0 });
        await client.SubscribeAsync("t");
        var named = new PacketProperties { UserProperties = [new("a", "b")] };
        await client.SendAsync(RawClient.Message("t", "x") with { Properties = named });
        Assert.Equal(named.UserProperties, (await client.ReadAsync<PublishPacket>()).Properties?.UserProperties);
    }
}
