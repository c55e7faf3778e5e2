using FsCheck.Fluent;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Codec;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Transport;

public sealed class BrokerFuzzTests
{
    private const int Connections = 150;
    private const int FramesPerConnection = 30;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Broker_RandomAndMutatedFrames_StillServes(int level)
    {
        var version = (ProtocolVersion)level;
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.LingerTimeout = TimeSpan.Zero;
            options.MaximumPacketBytes = 65_536;
        });
        using RawClient witness = await host.ConnectAsync("witness");
        await witness.SubscribeAsync("alive");
        var random = new Random(20_260_101 + level);
        foreach (Packet[] packets in PacketGenerators.Any(version).ArrayOf(FramesPerConnection).Sample(Connections))
        {
            using RawClient client = await host.ConnectAsync("fuzz", level);
            try
            {
                foreach (Packet packet in packets)
                {
                    byte[] bytes = PacketBytes.Write(packet, version);
                    Mutate(bytes, random);
                    await client.SendAsync(bytes);
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The broker closed in between, as it should.
            }
        }

        // Taking the id over waits until the last of them has ended; no error may have been logged on the way.
        using RawClient last = await host.ConnectAsync("fuzz", level);
        await host.Bus.PublishAsync(new BusMessage { Topic = "alive", Payload = "yes"u8.ToArray() }, CancellationToken.None);
        Assert.Equal("yes", await witness.ReadPayloadAsync());
        Assert.Equal(2, host.Broker.Status().ConnectedClients);
        Assert.Equal(1, host.Broker.Status().Subscriptions);
    }

    // A third stays valid, a third has a wrong byte, a third a wrong beginning.
    private static void Mutate(byte[] bytes, Random random)
    {
        switch (random.Next(3))
        {
            case 1:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                break;
            case 2:
                random.NextBytes(bytes.AsSpan(0, Math.Min(bytes.Length, 1 + random.Next(6))));
                break;
        }
    }
}
