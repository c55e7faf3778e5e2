using System.Buffers.Binary;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>Takes messages, acknowledges those of QoS 1, and gives each publisher its credit back.</summary>
internal sealed class Subscriber(MqttConnection connection, IReadOnlyList<Publisher> publishers)
{
    private const int AcknowledgementBytes = 4;
    private readonly byte[] _acknowledgements = new byte[64 * 1024];
    private readonly int[] _counts = new int[publishers.Count];
    private int _acknowledgementBytes;

    /// <summary>Takes this many messages.</summary>
    public async Task TakeAsync(int messageCount, CancellationToken cancellationToken)
    {
        while (messageCount > 0)
        {
            await connection.ReceiveAsync(cancellationToken);
            messageCount -= TakeReceived();
            await connection.SendAsync(_acknowledgements.AsMemory(0, _acknowledgementBytes), cancellationToken);
            _acknowledgementBytes = 0;
            for (int number = 0; number < _counts.Length; number++)
            {
                if (_counts[number] > 0)
                {
                    publishers[number].Delivered(_counts[number]);
                    _counts[number] = 0;
                }
            }
        }
    }

    private int TakeReceived()
    {
        int count = 0;
        while (connection.TryTake(out byte header, out ReadOnlySpan<byte> body))
        {
            if ((header & 0xF0) != 0x30)
            {
                continue;
            }

            int payload = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
            if ((header & 0x06) != 0)
            {
                MqttPackets.WritePublishAcknowledgement(_acknowledgements.AsSpan(_acknowledgementBytes), BinaryPrimitives.ReadUInt16BigEndian(body[payload..]));
                _acknowledgementBytes += AcknowledgementBytes;
                payload += 2;
            }

            _counts[body[payload]]++;
            count++;
        }

        return count;
    }
}
