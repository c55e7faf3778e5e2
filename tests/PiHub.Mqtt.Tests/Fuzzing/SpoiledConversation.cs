using System.Buffers;
using System.Net.Sockets;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Codec;

namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>One client's conversations, each on a connection of its own and each spoiled in one of five ways.</summary>
internal sealed class SpoiledConversation(ProtocolVersion version, int worker, IReadOnlyList<byte[]> corpus, Random random)
{
    private const int MaximumFrames = 24;
    private const int MaximumPieces = 100;
    private readonly FrameMutator _mutator = new(corpus, random);
    private readonly FrameMutator _connects = new([.. corpus.Where(frame => frame[0] == 0x10)], random);

    /// <summary>Connects, sends and leaves without a word; a broker that closes before is right.</summary>
    public async Task RunAsync(int port)
    {
        (byte[] bytes, bool isSplit) = random.Next(5) switch
        {
            0 => (Join(_mutator.NextRandom), false),
            1 => ([.. Connect(), .. Join(_mutator.Next)], false),
            2 => ([.. NextSpoiledConnect(), .. Join(_mutator.Next)], false),
            3 => (Cut([.. Connect(), .. Join(() => corpus[random.Next(corpus.Count)])]), false),
            _ => (((byte[])[.. Connect(), .. Join(_mutator.Next)]), true),
        };
        using RawClient client = await RawClient.OpenAsync(port, (int)version);
        try
        {
            for (int at = 0, pieces = 0; at < bytes.Length; pieces++)
            {
                int end = isSplit && pieces < MaximumPieces ? Math.Min(bytes.Length, at + random.Next(1, 8)) : bytes.Length;
                await client.SendAsync(bytes[at..end]);
                at = end;
            }
        }
        catch (SocketException)
        {
            // The broker closed in between.
        }
    }

    private byte[] Join(Func<byte[]> next) => [.. Enumerable.Range(0, random.Next(MaximumFrames)).SelectMany(_ => next())];

    private byte[] Cut(byte[] bytes) => bytes[..random.Next(1, bytes.Length + 1)];

    private byte[] Connect() => PacketBytes.Write(new ConnectPacket { Version = version, ClientId = $"fuzz-{worker}", CleanStart = true }, version);

    // One that still is a CONNECT must not ask for a session that is kept: that would rightly be left over.
    private byte[] NextSpoiledConnect()
    {
        byte[] frame;
        do
        {
            frame = _connects.NextSpoiled();
        }
        while (IsKept(frame));
        return frame;
    }

    private static bool IsKept(byte[] frame)
    {
        var input = new ReadOnlySequence<byte>(frame);
        try
        {
            return new PacketReader(PacketBytes.MaximumPacketBytes).Read(ref input) is ConnectPacket connect
                && (!connect.CleanStart || connect.Properties?.SessionExpirySeconds is > 0);
        }
        catch (MqttProtocolException)
        {
            return false;
        }
    }
}
