using System.Buffers.Binary;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>Publishes messages as fast as its window allows; owns its connection.</summary>
internal sealed class Publisher : IDisposable
{
    private const int BatchCount = 50;
    private readonly MqttConnection _connection;
    private readonly int _qualityOfService;
    private readonly byte[] _packets;
    private readonly int[] _ends;
    private readonly byte[] _releases = new byte[MqttConnection.BufferBytes];
    private int _sent;

    private Publisher(MqttConnection connection, int qualityOfService, Window window, byte[] packets, int[] ends)
    {
        (_connection, _qualityOfService, Window, _packets, _ends) = (connection, qualityOfService, window, packets, ends);
    }

    public Window Window { get; }

    /// <summary>Messages that were handed to the network.</summary>
    public int SentCount => Volatile.Read(ref _sent);

    /// <summary>Connects and encodes every message beforehand, so that the measured time is the broker's.</summary>
    public static async Task<Publisher> OpenAsync(
        Traffic traffic, IEnumerable<MessageKey> messages, int port, Window window, CancellationToken cancellationToken)
    {
        using MemoryStream packets = new();
        List<int> ends = [];
        int number = 0;
        foreach (MessageKey message in messages)
        {
            ushort packetId = (ushort)((ends.Count % ushort.MaxValue) + 1);
            packets.Write(MqttPackets.Publish(
                traffic.Topic(message), traffic.QualityOfService, traffic.IsRetained, packetId, traffic.Payload(message)));
            ends.Add((int)packets.Length);
            number = message.Publisher;
        }

        MqttConnection connection = await MqttConnection.OpenAsync(port, $"bench-{number}", cancellationToken);
        return new Publisher(connection, traffic.QualityOfService, window, packets.ToArray(), [.. ends]);
    }

    /// <summary>Publishes everything and, with QoS 1 and 2, waits until each message's exchange is complete.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(SendAsync(cancellationToken), AcknowledgeAsync(cancellationToken));

    public void Dispose() => _connection.Dispose();

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        int sent = 0;
        while (sent < _ends.Length)
        {
            int end = Math.Min(_ends.Length, Math.Min(sent + BatchCount, await Window.WaitBeyondAsync(sent, cancellationToken)));
            await _connection.SendAsync(_packets.AsMemory((sent == 0 ? 0 : _ends[sent - 1]).._ends[end - 1]), cancellationToken);
            sent = end;
            Volatile.Write(ref _sent, sent);
        }
    }

    private async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        int missing = _qualityOfService > 0 ? _ends.Length : 0;
        while (missing > 0)
        {
            await _connection.ReceiveAsync(cancellationToken);
            int complete = TakeAnswers(out int releaseBytes);
            await _connection.SendAsync(_releases.AsMemory(0, releaseBytes), cancellationToken);
            missing -= complete;
            Window.Acknowledge(complete);
        }
    }

    private int TakeAnswers(out int releaseBytes)
    {
        int complete = 0;
        releaseBytes = 0;
        while (_connection.TryTake(out byte header, out ReadOnlySpan<byte> body))
        {
            if (header == MqttPackets.PublishReceived)
            {
                MqttPackets.WriteAnswer(_releases.AsSpan(releaseBytes), MqttPackets.PublishRelease, BinaryPrimitives.ReadUInt16BigEndian(body));
                releaseBytes += MqttPackets.AnswerBytes;
            }
            else if (header is MqttPackets.PublishAcknowledged or MqttPackets.PublishComplete)
            {
                complete++;
            }
        }

        return complete;
    }
}
