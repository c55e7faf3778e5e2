using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Storage;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

/// <summary>What a session that outlives its connection stores.</summary>
public sealed class PersistentSubscribeTests
{
    private static readonly SubscriptionRequest Full = new()
    {
        Filter = "a/+",
        QualityOfService = QualityOfService.AtLeastOnce,
        NoLocal = true,
        RetainAsPublished = true,
        RetainHandling = RetainHandling.OnNewSubscription,
    };

    private readonly RecordingStore _store = new();

    [Fact]
    public async Task Subscribe_Persistent_StoresOneUnit()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await ConnectAsync(host, isPersistent: true);
        int before = _store.Units.Count;
        await client.SendAsync(Packet(Full, new SubscriptionRequest { Filter = "bad#" }, new SubscriptionRequest { Filter = "$share/g/b" }));
        await client.ReadAsync<SubAckPacket>();
        StoreUnit unit = Assert.Single(_store.Units.Skip(before));
        Assert.False(unit.IsLazy);
        var expected = new StoredSubscription
        {
            Filter = "a/+",
            MaximumQuality = QualityOfService.AtLeastOnce,
            NoLocal = true,
            RetainAsPublished = true,
            RetainHandling = RetainHandling.OnNewSubscription,
            Identifier = 5,
        };
        var share = new StoredSubscription { Filter = "$share/g/b", MaximumQuality = 0, Identifier = 5 };
        Assert.Equal([new SubscriptionSaved("c", expected), new SubscriptionSaved("c", share)], unit.Changes);
    }

    [Fact]
    public async Task Subscribe_WhileTheStoreIsBusy_IsAnsweredAfterTheCommit()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await ConnectAsync(host, isPersistent: true);
        _store.IsHeld = true;
        await client.SendAsync(Packet(Full));
        await Eventually.IsAsync(() => _store.Changes.OfType<SubscriptionSaved>().Any());
        await client.SendAsync(PingPacket.Request); // waits behind it
        _store.Release();
        Assert.IsType<SubAckPacket>(await client.ReadAsync());
        Assert.Equal(PacketType.PingResp, (await client.ReadAsync()).Type);
    }

    [Fact]
    public async Task Unsubscribe_Persistent_StoresWhatExisted()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await ConnectAsync(host, isPersistent: true);
        await client.SendAsync(Packet(Full));
        await client.ReadAsync<SubAckPacket>();
        await UnsubscribeAsync(client, "a/+", "x");
        await UnsubscribeAsync(client, "a/+");
        Assert.Equal([new SubscriptionDeleted("c", "a/+")], _store.Changes.OfType<SubscriptionDeleted>());
    }

    [Fact]
    public async Task Subscribe_NotPersistent_TouchesNoStore()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: _store);
        using RawClient client = await ConnectAsync(host, isPersistent: false);
        await client.SendAsync(Packet(Full));
        await client.ReadAsync<SubAckPacket>();
        await UnsubscribeAsync(client, "a/+");
        Assert.Empty(_store.Units);
    }

    private static Task<RawClient> ConnectAsync(BrokerHost host, bool isPersistent) => RawClient.ConnectAsync(host.MqttPort, new ConnectPacket
    {
        Version = ProtocolVersion.V5,
        ClientId = "c",
        CleanStart = true,
        Properties = isPersistent ? new PacketProperties { SessionExpirySeconds = 60 } : null,
    });

    private static async Task UnsubscribeAsync(RawClient client, params string[] filters)
    {
        await client.SendAsync(new UnsubscribePacket { PacketId = 2, Filters = filters });
        await client.ReadAsync<SubAckPacket>();
    }

    private static SubscribePacket Packet(params SubscriptionRequest[] requests) => new()
    {
        PacketId = 1,
        Requests = requests,
        Properties = new PacketProperties { SubscriptionIdentifiers = [5] },
    };
}
