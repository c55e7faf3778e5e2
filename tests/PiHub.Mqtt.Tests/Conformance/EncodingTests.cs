using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter A: how values and headers are encoded (1.5, 2.1, 2.2).</summary>
public sealed class EncodingTests
{
    private static readonly ReasonCode[] Broken =
        [ReasonCode.MalformedPacket, ReasonCode.ProtocolError, ReasonCode.TopicNameInvalid, ReasonCode.TopicFilterInvalid];

    private static readonly byte[] Id = Wire.Text("a");

    // Not UTF-8, surrogates, beyond Unicode, overlong, cut short, and U+0000.
    public static TheoryData<int, string> BadTexts
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (string text in new[] { "FF", "EDA080", "EDBFBF", "F4908080", "C080", "61C3", "00", "610062" })
            {
                data.Add(4, text);
                data.Add(5, text);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(BadTexts))]
    [Statement("1.5.3-1 1.5.3-2 3.1.3-4 3.1.3-10 3.1.3-11", "1.5.4-1 1.5.4-2 3.1.3-4 3.1.3-11 3.1.3-12")]
    public async Task Connect_BadText_IsRefused(int level, string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        byte[] bad = Wire.Binary(Wire.Hex(hex));
        byte[][] connects =
        [
            Wire.Connect(level, 0x02, bad),
            Wire.Connect(level, 0x06, Id, Wire.Properties(level), bad, Wire.Text("payload")),
            Wire.Connect(level, 0x82, Id, bad),
        ];
        foreach (byte[] connect in connects)
        {
            using RawClient client = await broker.OpenAsync(level);
            await client.SendAsync(connect);
            await client.ExpectRefusalAsync(ReasonCode.MalformedPacket, ReasonCode.ProtocolError, ReasonCode.TopicNameInvalid,
                ReasonCode.ClientIdentifierNotValid, ReasonCode.BadUserNameOrPassword);
        }
    }

    [Theory, MemberData(nameof(BadTexts))]
    [Statement("1.5.3-1 1.5.3-2 3.3.2-1 3.8.3-1 3.10.3-1 4.7.3-2", "1.5.4-1 1.5.4-2 3.3.2-1 3.8.3-1 3.10.3-1 4.7.3-2")]
    public async Task Packet_BadText_Closes(int level, string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        byte[] bad = Wire.Hex(hex);
        byte[][] packets = [Wire.Publish(level, 0x30, bad), Wire.Subscribe(level, 0x82, 1, bad), Wire.Unsubscribe(level, 0xA2, 1, bad)];
        foreach (byte[] packet in packets)
        {
            using RawClient client = await broker.ConnectAsync("a", level);
            await client.SendAsync(packet);
            await client.ExpectErrorAsync(level, Broken);
        }
    }

    [Theory]
    [InlineData("03 0001 FF")] // content type
    [InlineData("08 0003 EDA080")] // response topic
    [InlineData("26 0001 FF 0001 61")] // user property: name, value
    [InlineData("26 0001 61 0001 00")]
    [Statement(v5: "1.5.4-1 1.5.4-2 1.5.7-1 3.3.2-13 3.3.2-19")]
    public async Task Property_BadText_Closes(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(Wire.Publish(5, 0x30, "t"u8.ToArray(), properties: Wire.Hex(hex)));
        await client.ExpectErrorAsync(5, Broken);
    }

    [Theory, BothVersions]
    [Statement("1.5.3-3 4.7.3-4", "1.5.4-3 4.7.3-4")]
    public async Task Text_ByteOrderMarkAndCombiningMarks_AreKept(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient subscriber = await broker.ConnectAsync("s", level);
        await subscriber.SubscribeAsync("t/+");
        using RawClient precise = await broker.ConnectAsync("precise", level);
        await precise.SubscribeAsync("t/\uFEFFa");
        using RawClient publisher = await broker.ConnectAsync("p", level);
        string[] topics = ["t/\uFEFFa", "t/a", "t/\u00E9", "t/e\u0301"];
        foreach (string topic in topics)
        {
            await publisher.PublishAsync(topic, "x", quality: 1);
        }

        await publisher.PublishAsync("t/\uFEFFa", "end");
        Assert.Equal([.. topics, topics[0]], (await subscriber.AcceptUntilAsync("end")).Select(message => message.Topic));
        Assert.Equal(["x"], await precise.PayloadsUntilAsync("end"));
    }

    [Theory]
    [BothVersions("C0 80 00", "C0 80 80 80 80 01", "30 FF FF FF FF 7F", "30 85 80 00 00 01 61 00 78")]
    [Statement(v5: "1.5.5-1")]
    public async Task Length_TooLong_Closes(int level, string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(level, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Statement(v5: "1.5.5-1 2.2.2-1")]
    public async Task PropertyLength_NotMinimalOrMissing_Closes()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        byte[][] packets =
        [
            Wire.Packet(0x30, Wire.Text("t"), [0x80, 0x00], "x"u8.ToArray()),
            Wire.Packet(0x30, Wire.Text("t")), // no length at all
            Wire.Packet(0x30, Wire.Text("t"), [0x05, 0x01]), // longer than the packet
        ];
        foreach (byte[] packet in packets)
        {
            using RawClient client = await broker.ConnectAsync("a", level: 5);
            await client.SendAsync(packet);
            await client.ExpectErrorAsync(5, Broken);
        }
    }

    [Theory, BothVersions(1, 200, 20_000, 2_200_000)]
    [Statement("2.3.1-5 4.2.0-1", "1.5.5-1 2.2.1-2 2.2.2-1 4.2-1")]
    public async Task Message_LengthOfAnyByteCount_ArrivesWhole(int level, int payloadBytes)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync(options => options.MaximumPacketBytes = 4_194_304);
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        byte[] payload = [.. Enumerable.Range(0, payloadBytes).Select(i => (byte)(i * 7))];
        await publisher.SendAsync(new PublishPacket { Topic = "t", Payload = payload });
        PublishPacket message = await watcher.ReadAsync<PublishPacket>();
        Assert.Equal((QualityOfService.AtMostOnce, 0), (message.QualityOfService, message.PacketId));
        Assert.True(message.Payload.Span.SequenceEqual(payload));
    }

    [Theory]
    [BothVersions("41 02 0001", "51 02 0001", "60 02 0001", "63 02 0001", "71 02 0001", "C1 00", "E1 00", "D1 00", "0F 00", "00 00")]
    [Statement("2.2.2-1 2.2.2-2 3.6.1-1 3.14.1-1", "2.1.3-1 3.6.1-1 3.14.1-1")]
    public async Task Header_ReservedFlags_Closes(int level, string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(level, Broken);
    }

    [Theory]
    [BothVersions((byte)0x80, (byte)0x83, (byte)0x8A)]
    [Statement("2.2.2-2 3.8.1-1 3.10.1-1", "2.1.3-1 3.8.1-1 3.10.1-1")]
    public async Task Header_SubscriptionFlags_Closes(int level, byte first)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        byte[][] packets = [Wire.Subscribe(level, first, 1, "t"u8.ToArray()), Wire.Unsubscribe(level, (byte)(first + 0x20), 1, "t"u8.ToArray())];
        foreach (byte[] packet in packets)
        {
            using RawClient client = await broker.ConnectAsync("a", level);
            await client.SendAsync(packet);
            await client.ExpectErrorAsync(level, Broken);
        }
    }

    [Theory, BothVersions]
    [Statement("2.2.2-2", "2.1.3-1")]
    public async Task Header_ConnectFlags_Closes(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level);
        byte[] connect = Wire.Connect(level, 0x02, Id);
        connect[0] = 0x11;
        await client.SendAsync(connect);
        await client.ExpectRefusalAsync(ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory, BothVersions]
    [Statement("2.3.1-1", "2.2.1-3")]
    public async Task PacketId_Zero_Closes(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        byte[] t = "t"u8.ToArray();
        byte[][] packets =
        [
            Wire.Publish(level, 0x32, t, packetId: 0), Wire.Publish(level, 0x34, t, packetId: 0), Wire.Subscribe(level, 0x82, 0, t),
            Wire.Unsubscribe(level, 0xA2, 0, t),
        ];
        foreach (byte[] packet in packets)
        {
            using RawClient client = await broker.ConnectAsync("a", level);
            await client.SendAsync(packet);
            await client.ExpectErrorAsync(level, Broken);
        }
    }

    [Theory, BothVersions(1, 2)]
    [Statement("2.3.1-1 2.3.1-2 2.3.1-4", "2.2.1-3 2.2.1-4 4.3.2-1 4.3.3-1")]
    public async Task PacketId_OfManyUnacknowledged_IsUnused(int level, int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level, quality: quality);
        using RawClient publisher = await broker.ConnectAsync("p", level);
        HashSet<ushort> ids = [];
        for (int i = 0; i < 10; i++)
        {
            await publisher.PublishAsync("t", $"{i}", quality);
            ids.Add((await watcher.ReadAsync<PublishPacket>()).PacketId);
        }

        Assert.Equal(10, ids.Count);
        Assert.DoesNotContain((ushort)0, ids);
    }

    [Theory, BothVersions(1, 300, 65_535)]
    [Statement("2.3.1-6 2.3.1-7 3.8.4-2 3.10.4-4", "2.2.1-5 2.2.1-6 3.8.4-2 3.10.4-4")]
    public async Task Acknowledgement_OfAnyId_HasTheSame(int level, int packetId)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level);
        ushort id = (ushort)packetId;
        await client.PublishAsync(RawClient.Message("t", "1", 1, id)); // asserts the ids
        await client.PublishAsync(RawClient.Message("t", "2", 2, id));
        await client.SendAsync(new SubscribePacket { PacketId = id, Requests = [new SubscriptionRequest { Filter = "a" }] });
        Assert.Equal(id, (await client.ReadAsync<SubAckPacket>()).PacketId);
        await client.SendAsync(new UnsubscribePacket { PacketId = id, Filters = ["a"] });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal((PacketType.UnsubAck, id), (answer.Type, answer.PacketId));
    }

    // Repeated, unknown, out of range, or not for CONNECT.
    [Theory]
    [InlineData("11 00000001 11 00000001")]
    [InlineData("21 000A 21 000A")]
    [InlineData("21 0000")]
    [InlineData("27 00000000")]
    [InlineData("17 02")]
    [InlineData("19 02")]
    [InlineData("16 0001 61")] // authentication data without method
    [InlineData("7E 00")]
    [InlineData("01 01")]
    [InlineData("23 0001")]
    [InlineData("12 0001 61")]
    [Statement(v5: "2.2.2-1 3.1.4-1")]
    public async Task ConnectProperty_NotAllowed_IsRefused(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level: 5);
        await client.SendAsync(Wire.Packet(0x10, Wire.Text("MQTT"), [5, 2], Wire.Two(0), Wire.Properties(5, Wire.Hex(hex)), Id));
        await client.ExpectRefusalAsync(ReasonCode.MalformedPacket, ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData("01 01 01 01")]
    [InlineData("01 02")]
    [InlineData("02 00000001 02 00000001")]
    [InlineData("08 0001 61 08 0001 61")]
    [InlineData("23 0001 23 0001")]
    [InlineData("11 00000001")]
    [InlineData("7E 00")]
    [InlineData("02 0000")]
    [Statement(v5: "2.2.2-1 4.13.1-1")]
    public async Task PublishProperty_NotAllowed_Closes(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(Wire.Publish(5, 0x30, "t"u8.ToArray(), properties: Wire.Hex(hex)));
        await client.ExpectErrorAsync(5, [.. Broken, ReasonCode.PayloadFormatInvalid]);
    }

    [Theory]
    [InlineData("82 0B 0001 04 0B01 0B02 0001 61 00")] // two subscription identifiers
    [InlineData("82 09 0001 02 0B00 0001 61 00")] // identifier 0
    [InlineData("82 09 0001 02 0101 0001 61 00")]
    [InlineData("A2 08 0001 02 0B01 0001 61")]
    [InlineData("E0 05 00 03 21 0001")]
    [InlineData("E0 0C 00 0A 11 00000001 11 00000001")]
    [InlineData("40 06 0001 00 02 0101")]
    [Statement(v5: "2.2.2-1 4.13.1-1")]
    public async Task Property_NotAllowed_Closes(string hex)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(hex);
        await client.ExpectErrorAsync(5, Broken);
    }
}
