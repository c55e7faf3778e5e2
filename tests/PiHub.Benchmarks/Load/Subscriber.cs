using System.Buffers.Binary;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>Takes messages, acknowledges them, and finds gaps; owns its connection.</summary>
internal sealed class Subscriber(MqttConnection connection, int publisherCount) : IDisposable
{
    private readonly byte[] _answers = new byte[MqttConnection.BufferBytes];
    private readonly int[] _ends = new int[publisherCount];
    private long _received;

    /// <summary>Messages that have come.</summary>
    public long ReceivedCount => Volatile.Read(ref _received);

    /// <summary>Connects and subscribes to what is published.</summary>
    public static async Task<Subscriber> OpenAsync(Traffic traffic, int number, int port, CancellationToken cancellationToken)
    {
        MqttConnection connection = await MqttConnection.OpenAsync(port, $"bench-subscriber-{number}", cancellationToken);
        await connection.SubscribeAsync("bench/#", traffic.QualityOfService, cancellationToken);
        return new Subscriber(connection, traffic.PublisherCount);
    }

    /// <summary>Takes messages until each publisher's last one has come; one that is skipped by a later one never comes.</summary>
    public async Task TakeAsync(int perPublisherCount, Action<int, int> delivered, CancellationToken cancellationToken)
    {
        int[] told = new int[publisherCount];
        while (_ends.Any(end => end < perPublisherCount))
        {
            await connection.ReceiveAsync(cancellationToken);
            int answerBytes = TakeReceived();
            await connection.SendAsync(_answers.AsMemory(0, answerBytes), cancellationToken);
            for (int publisher = 0; publisher < publisherCount; publisher++)
            {
                if (told[publisher] != _ends[publisher])
                {
                    told[publisher] = _ends[publisher];
                    delivered(publisher, told[publisher]);
                }
            }
        }
    }

    /// <summary>Takes this many messages.</summary>
    public async Task TakeAsync(int messageCount, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before the first receive: messages may have come together with the CONNACK.
            int answerBytes = TakeReceived();
            await connection.SendAsync(_answers.AsMemory(0, answerBytes), cancellationToken);
            if (ReceivedCount >= messageCount)
            {
                return;
            }

            await connection.ReceiveAsync(cancellationToken);
        }
    }

    public void Dispose() => connection.Dispose();

    private int TakeReceived()
    {
        int answerBytes = 0;
        while (connection.TryTake(out byte header, out ReadOnlySpan<byte> body))
        {
            if (header == MqttPackets.PublishRelease)
            {
                answerBytes = Answer(answerBytes, MqttPackets.PublishComplete, body);
            }
            else if ((header & 0xF0) == 0x30)
            {
                int payload = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
                int qualityOfService = (header >> 1) & 3;
                if (qualityOfService > 0)
                {
                    byte answer = qualityOfService == 1 ? MqttPackets.PublishAcknowledged : MqttPackets.PublishReceived;
                    answerBytes = Answer(answerBytes, answer, body[payload..]);
                    payload += 2;
                }

                (int publisher, int index) = MessageKey.Read(body[payload..]);
                _ends[publisher] = Math.Max(_ends[publisher], index + 1);
                Volatile.Write(ref _received, _received + 1);
            }
        }

        return answerBytes;
    }

    private int Answer(int at, byte header, ReadOnlySpan<byte> packetId)
    {
        MqttPackets.WriteAnswer(_answers.AsSpan(at), header, BinaryPrimitives.ReadUInt16BigEndian(packetId));
        return at + MqttPackets.AnswerBytes;
    }
}
