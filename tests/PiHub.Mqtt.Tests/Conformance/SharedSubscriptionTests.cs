using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter H: shared subscriptions (4.8.2).</summary>
public sealed class SharedSubscriptionTests
{
    [Theory]
    [InlineData("$share//t")]
    [InlineData("$share/g+/t")]
    [InlineData("$share/g#/t")]
    [InlineData("$share/+/t")]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share/g/a#")]
    [Statement(v5: "4.8.2-1 4.8.2-2")]
    public async Task Filter_Malformed_IsRefused(string filter)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        await client.SendAsync(new SubscribePacket { PacketId = 1, Requests = [new SubscriptionRequest { Filter = filter }] });
        if (await client.ReadToRefusalAsync() is { } granted)
        {
            Assert.True(Assert.Single(granted.Reasons) >= ReasonCode.UnspecifiedError);
        }
    }

    [Fact]
    [Statement(v5: "4.8.2-1")]
    public async Task Group_GetsOneCopyOfEachMessageAndNothingRetained()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        await publisher.PublishAsync("t", "kept", quality: 1, retain: true);
        using RawClient one = await broker.ConnectAsync("one", level: 5);
        using RawClient two = await broker.ConnectAsync("two", level: 5);
        using RawClient apart = await broker.ConnectAsync("apart", level: 5);
        await one.SubscribeAsync(Request("$share/g/t", 1), Request("end", 1));
        await two.SubscribeAsync(Request("$share/g/+", 1), Request("$share/g/t", 1), Request("end", 1));
        await two.UnsubscribeAsync("$share/g/+");
        await apart.SubscribeAsync(Request("$share/h/t", 1), Request("end", 1));
        for (int i = 0; i < 20; i++)
        {
            await publisher.PublishAsync("t", $"{i}", quality: 1);
        }

        await publisher.PublishAsync("end", "end", quality: 1);
        string[] firsts = await one.PayloadsUntilAsync("end");
        string[] seconds = await two.PayloadsUntilAsync("end");
        string[] all = [.. Enumerable.Range(0, 20).Select(i => $"{i}")];
        Assert.Equal(all.Order(), firsts.Concat(seconds).Order());
        Assert.NotEmpty(firsts);
        Assert.NotEmpty(seconds);
        Assert.Equal(all, await apart.PayloadsUntilAsync("end"));
    }

    [Fact]
    [Statement(v5: "4.8.2-3")]
    public async Task Delivery_HasTheQualityGrantedToItsMember()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        for (int quality = 0; quality <= 2; quality++)
        {
            using RawClient member = await broker.ConnectAsync("m", level: 5);
            await member.SubscribeAsync($"$share/g/t", quality);
            await publisher.PublishAsync("t", "x", quality: 2);
            Assert.Equal((QualityOfService)quality, (await member.AcceptAsync(1))[0].QualityOfService);
            await member.DisconnectAsync();
        }
    }

    [Fact]
    [Statement(v5: "4.8.2-4 4.8.2-5")]
    public async Task QualityTwo_MemberReconnects_StaysWithIt()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        ushort id;
        using (RawClient chosen = await broker.ResumeAsync("chosen", level: 5))
        {
            await chosen.SubscribeAsync("$share/g/t", quality: 2);
            await publisher.PublishAsync("t", "x", quality: 2);
            id = (await chosen.ReadAsync<PublishPacket>()).PacketId;
        }

        using RawClient other = await broker.ConnectAsync("other", level: 5);
        await other.SubscribeAsync("$share/g/t", quality: 2);
        await other.PingAsync(); // it does not move while its client may come back
        using (RawClient chosen = await broker.ResumeAsync("chosen", level: 5))
        {
            PublishPacket again = await chosen.ReadAsync<PublishPacket>();
            Assert.Equal((id, "x"), (again.PacketId, again.Text()));
        }

        using (RawClient ended = await broker.ConnectAsync("chosen", level: 5))
        {
            await ended.PingAsync(); // clean start: the session is gone
        }

        await other.PingAsync(); // nor does it move when its session ends
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Statement(v5: "4.8.2-6")]
    public async Task ErrorAcknowledgement_DiscardsTheMessage(int quality)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        using RawClient one = await broker.ConnectAsync("one", level: 5);
        using RawClient two = await broker.ConnectAsync("two", level: 5);
        await one.SubscribeAsync("$share/g/t", quality);
        await publisher.PublishAsync("t", "x", quality);
        PublishPacket message = await one.ReadAsync<PublishPacket>();
        await two.SubscribeAsync("$share/g/t", quality);
        await one.SendAckAsync(quality == 1 ? PacketType.PubAck : PacketType.PubRec, message.PacketId, ReasonCode.UnspecifiedError);
        await one.PingAsync();
        await two.PingAsync();
    }

    [Fact]
    [Statement(v5: "3.8.4-3 3.10.4-1")]
    public async Task Unsubscribe_Share_LeavesTheGroup()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient publisher = await broker.ConnectAsync("p", level: 5);
        using RawClient member = await broker.ConnectAsync("m", level: 5);
        await member.SubscribeAsync(Request("$share/g/t", 0), Request("t", 0));
        Assert.Equal([ReasonCode.Success, ReasonCode.NoSubscriptionExisted], (await member.UnsubscribeAsync("$share/g/t", "$share/h/t")).Reasons);
        await publisher.PublishAsync("t", "x");
        Assert.Equal("x", await member.ReadPayloadAsync());
        await member.PingAsync();
    }

    private static SubscriptionRequest Request(string filter, int quality) =>
        new() { Filter = filter, QualityOfService = (QualityOfService)quality };
}
