using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using Xunit.Abstractions;

namespace PiHub.Mqtt.Tests.Fuzzing;

[Collection(FuzzingCollection.Name)]
public sealed class BrokerFuzzTests(ITestOutputHelper output)
{
    private const int Workers = 4;
    private const long HeapGrowthBytes = 16_777_216;
    private const long ResidentGrowthBytes = 134_217_728;
    private const int RetainedBytes = 1_048_576;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A healthy client is served all the time; no error is logged; nothing is left over.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Broker_SpoiledConversations_ServesAndForgets(int level)
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.LingerTimeout = TimeSpan.Zero;
            options.MaximumPacketBytes = 65_536;
            options.RetainedBytes = RetainedBytes;
            options.ConnectionsPerSecond = 1_000_000;
        });
        using RawClient healthy = await host.ConnectAsync("healthy");
        await healthy.SubscribeAsync("alive");
        using var done = new CancellationTokenSource();
        Task<long> serving = RoundTripsAsync(host, healthy, done.Token);

        int connectionCount = FuzzSettings.ConnectionCount / 2;
        await AttackAsync(host, (ProtocolVersion)level, FuzzSettings.Seed, connectionCount / 3);
        await WaitUntilOnlyHealthyAsync(host);
        (long heapBytes, long residentBytes) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        await AttackAsync(host, (ProtocolVersion)level, FuzzSettings.Seed + 1, connectionCount - (connectionCount / 3));
        await WaitUntilOnlyHealthyAsync(host);
        heapBytes = GC.GetTotalMemory(forceFullCollection: true) - heapBytes;
        residentBytes = Environment.WorkingSet - residentBytes;
        await done.CancelAsync();
        long roundTrips = await serving;

        output.WriteLine(
            $"version {level}, seed {FuzzSettings.Seed}: {connectionCount} connections, {roundTrips} round trips beside them, " +
            $"heap {heapBytes} bytes larger, resident {residentBytes}");
        Assert.True(roundTrips > 0, "the healthy client was not served");
        Assert.Equal(1, host.Broker.Status().Subscriptions);
        Assert.True(heapBytes < HeapGrowthBytes, $"seed {FuzzSettings.Seed}: the heap grew by {heapBytes} bytes");
        Assert.True(residentBytes < ResidentGrowthBytes, $"seed {FuzzSettings.Seed}: resident memory grew by {residentBytes} bytes");
    }

    private static Task AttackAsync(BrokerHost host, ProtocolVersion version, int seed, int connectionCount)
    {
        IReadOnlyList<byte[]> corpus = new FrameCorpus(version, seed).Frames;
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var conversation = new SpoiledConversation(version, worker, corpus, new Random(seed + worker));
            for (int index = worker; index < connectionCount; index += Workers)
            {
                await conversation.RunAsync(host.MqttPort);
            }
        })));
    }

    // Each round trip fails by itself when it takes ten seconds.
    private static async Task<long> RoundTripsAsync(BrokerHost host, RawClient client, CancellationToken cancellationToken)
    {
        long count = 0;
        for (; !cancellationToken.IsCancellationRequested; count++)
        {
            host.Journal.Messages.Clear(); // The test's journal keeps what it got.
            string payload = $"alive {count}";
            await client.SendAsync(RawClient.Message("alive", payload, quality: 1, packetId: 1));
            for (bool isAcknowledged = false, isDelivered = false; !isAcknowledged || !isDelivered;)
            {
                Packet packet = await client.ReadAsync();
                isAcknowledged |= packet.Type == PacketType.PubAck;

                // A spoiled packet may publish on the same topic.
                isDelivered |= packet is PublishPacket message && message.Payload.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(payload));
            }
        }

        return count;
    }

    private static async Task WaitUntilOnlyHealthyAsync(BrokerHost host)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (host.Broker.Status() is not { ConnectedClients: 1, Subscriptions: 1 })
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
