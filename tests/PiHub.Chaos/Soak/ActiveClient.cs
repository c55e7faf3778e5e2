using PiHub.Chaos.Wire;

namespace PiHub.Chaos.Soak;

/// <summary>Publishes a QoS 1 message each second to itself and takes it.</summary>
internal sealed class ActiveClient(int number, WireConnection connection)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly string _topic = $"soak/{number}";

    /// <summary>Messages that went round.</summary>
    public int RoundTripCount { get; private set; }

    /// <summary>Goes on until it is cancelled.</summary>
    /// <exception cref="InvalidOperationException">The hub closed the connection.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Period);
        connection.Put(Packets.Subscribe(isVersion5: false, [_topic]));
        await ReadUntilAsync(Packets.SubAck, cancellationToken);
        for (; await timer.WaitForNextTickAsync(cancellationToken); RoundTripCount++)
        {
            connection.Put(Packets.Message(isVersion5: false, _topic, new string('x', 100), flags: 2, packetId: 1));
            await ReadUntilAsync(Packets.Publish, cancellationToken);
        }
    }

    private async Task ReadUntilAsync(int type, CancellationToken cancellationToken)
    {
        for (int seen = 0; seen != type;)
        {
            if (!await connection.TryFlushAsync(cancellationToken) || await connection.TryReceiveAsync(cancellationToken) is not { } frame)
            {
                throw new InvalidOperationException($"The hub closed the connection of client {number}.");
            }

            seen = frame.Type;
            if (seen == Packets.Publish)
            {
                connection.Put(Packets.Answer(Packets.PubAck, frame.ReadPublish(isVersion5: false).PacketId));
                await connection.TryFlushAsync(cancellationToken);
            }
        }
    }
}
