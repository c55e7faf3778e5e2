using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Sessions;

/// <summary>Two clients that keep to the rules of QoS 2, and brokers that crash after any commit.</summary>
public sealed class RandomCrashTests
{
    private const int Messages = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ExactlyOnce_OverManyCrashes_IsExactlyOnce(int seed)
    {
        var random = new Random(seed);
        var publisher = new CarefulPublisher();
        var subscriber = new CarefulSubscriber();
        var store = new FakeStore();
        await store.AppendAsync(new StoreUnit
        {
            Changes =
            [
                new SessionSaved(new StoredSession { ClientId = "s", UserName = "anonymous", ExpirySeconds = 3_600 }),
                new SubscriptionSaved("s", new StoredSubscription { Filter = "t", MaximumQuality = QualityOfService.ExactlyOnce }),
            ],
        });
        int crashes = 0;
        while (subscriber.Received.Count < Messages)
        {
            store = new FakeStore(store);
            store.CrashAfter(random.Next(2, 120));
            await using BrokerHost host = await BrokerHost.StartAsync(options => options.DrainTimeout = TimeSpan.FromSeconds(0.05), store);
            using RawClient sending = await host.ResumeAsync("p");
            using RawClient taking = await host.ResumeAsync("s");
            Task done = Task.WhenAny(store.Crashed, subscriber.AllReceived.Task);
            Task running = Task.WhenAll(Until(done, () => publisher.RunAsync(sending)), Until(done, () => subscriber.RunAsync(taking)));
            await done.WaitAsync(TimeSpan.FromSeconds(20));
            await LetAnswersLeaveAsync(host);
            sending.Dispose();
            taking.Dispose();
            await running;
            Assert.True(++crashes < 200, "messages are lost");
        }

        Assert.Equal(Enumerable.Range(0, Messages).Select(number => $"{number}"), subscriber.Received);
        Assert.True(crashes > 3, "the broker hardly crashed");
    }

    // What the broker has said without a commit is to reach the clients before they lose it.
    private static async Task LetAnswersLeaveAsync(BrokerHost host)
    {
        using RawClient bystander = await host.ConnectAsync("bystander");
        for (int i = 0; i < 10; i++)
        {
            await bystander.PingAsync();
        }
    }

    // What a client meets when its broker is gone is no matter.
    private static async Task Until(Task done, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            await done;
        }
    }

    private sealed class CarefulPublisher
    {
        private int _next;
        private bool _isReceived;

        public async Task RunAsync(RawClient client)
        {
            bool isAgain = true;
            while (_next < Messages)
            {
                ushort id = (ushort)(1 + (_next % 3));
                if (!_isReceived)
                {
                    await client.SendAsync(RawClient.Message("t", $"{_next}", quality: 2, id) with { Duplicate = isAgain });
                    await client.ExpectAsync(PacketType.PubRec, id);
                    _isReceived = true;
                }

                await client.AcknowledgeAsync(PacketType.PubRel, id);
                AcknowledgementPacket answer = await client.ReadAsync<AcknowledgementPacket>();
                Assert.Equal((PacketType.PubComp, id), (answer.Type, answer.PacketId));
                _isReceived = false;
                _next++;
                isAgain = false;
            }
        }
    }

    private sealed class CarefulSubscriber
    {
        private readonly HashSet<ushort> _held = [];

        public List<string> Received { get; } = [];

        public TaskCompletionSource AllReceived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task RunAsync(RawClient client)
        {
            while (true)
            {
                switch (await client.ReadAsync())
                {
                    case PublishPacket message:
                        if (_held.Add(message.PacketId))
                        {
                            Received.Add(Encoding.UTF8.GetString(message.Payload.Span));
                        }

                        if (Received.Count == Messages)
                        {
                            AllReceived.TrySetResult();
                        }

                        await client.AcknowledgeAsync(PacketType.PubRec, message.PacketId);
                        break;
                    case AcknowledgementPacket { Type: PacketType.PubRel } release:
                        _held.Remove(release.PacketId);
                        await client.AcknowledgeAsync(PacketType.PubComp, release.PacketId);
                        break;
                }
            }
        }
    }
}
