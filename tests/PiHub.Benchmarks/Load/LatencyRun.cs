using System.Buffers.Binary;
using System.Diagnostics;
using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Measuring;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>A thousand messages a second from one publisher, each timed: to one subscriber, or to its acknowledgement when there is none.</summary>
internal sealed class LatencyRun(Traffic traffic, int round, BrokerProcess broker, TimeSpan time)
{
    private const int PerSecond = 1_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    // By packet identifier, which the payload's index repeats; fewer than 65,536 messages are on their way.
    private readonly long[] _sentAt = new long[ushort.MaxValue + 1];
    private readonly List<double> _latenciesMs = [];
    private readonly int _messageCount = (int)(time.TotalSeconds * PerSecond);
    private readonly byte[] _answers = new byte[MqttConnection.BufferBytes];
    private int _acknowledged;
    private int _received;

    /// <summary>Publishes for the time and waits for the rest.</summary>
    /// <exception cref="BrokerException">The broker refused or closed a connection.</exception>
    public async Task<LatencyResult> MeasureAsync(CancellationToken cancellationToken)
    {
        using MqttConnection sending = await MqttConnection.OpenAsync(broker.Port, "bench-sender", cancellationToken);
        using MqttConnection receiving = await MqttConnection.OpenAsync(broker.Port, "bench-receiver", cancellationToken);
        if (traffic.SubscriberCount > 0)
        {
            await receiving.SubscribeAsync("bench/#", traffic.QualityOfService, cancellationToken);
        }

        await StallWatch.RunAsync(
            token => Task.WhenAll(SendAsync(sending, token), AcknowledgeAsync(sending, token), ReceiveAsync(receiving, token)),
            () => Volatile.Read(ref _received) + Volatile.Read(ref _acknowledged),
            cancellationToken);
        return new LatencyResult
        {
            MedianMs = Statistics.Percentile(_latenciesMs, 0.5),
            NinetyNinthMs = Statistics.Percentile(_latenciesMs, 0.99),
            LostCount = _messageCount - _latenciesMs.Count,
        };
    }

    private async Task SendAsync(MqttConnection connection, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Tick);
        long started = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < _messageCount;)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            for (int due = Math.Min(_messageCount, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * PerSecond)); sent < due; sent++)
            {
                MessageKey key = new(round, 0, sent);
                ushort packetId = PacketId(sent);
                byte[] packet = MqttPackets.Publish(
                    traffic.Topic(key), traffic.QualityOfService, traffic.IsRetained, packetId, traffic.Payload(key));
                Volatile.Write(ref _sentAt[packetId], Stopwatch.GetTimestamp());
                await connection.SendAsync(packet, cancellationToken);
            }
        }
    }

    private async Task AcknowledgeAsync(MqttConnection connection, CancellationToken cancellationToken)
    {
        while (traffic.QualityOfService > 0 && _acknowledged < _messageCount)
        {
            await connection.ReceiveAsync(cancellationToken);
            while (connection.TryTake(out _, out ReadOnlySpan<byte> body))
            {
                Note(BinaryPrimitives.ReadUInt16BigEndian(body), isWanted: traffic.SubscriberCount == 0);
                Volatile.Write(ref _acknowledged, _acknowledged + 1);
            }
        }
    }

    private async Task ReceiveAsync(MqttConnection connection, CancellationToken cancellationToken)
    {
        while (traffic.SubscriberCount > 0 && _received < _messageCount)
        {
            await connection.ReceiveAsync(cancellationToken);
            await connection.SendAsync(_answers.AsMemory(0, TakeReceived(connection)), cancellationToken);
        }
    }

    private int TakeReceived(MqttConnection connection)
    {
        int answerBytes = 0;
        while (connection.TryTake(out byte header, out ReadOnlySpan<byte> body))
        {
            int payload = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
            if ((header & 6) != 0)
            {
                MqttPackets.WriteAnswer(
                    _answers.AsSpan(answerBytes), MqttPackets.PublishAcknowledged, BinaryPrimitives.ReadUInt16BigEndian(body[payload..]));
                answerBytes += MqttPackets.AnswerBytes;
                payload += 2;
            }

            Note(PacketId(MessageKey.Read(body[payload..]).Index), isWanted: true);
            Volatile.Write(ref _received, _received + 1);
        }

        return answerBytes;
    }

    // Only one of the two receiving loops wants to note.
    private void Note(ushort packetId, bool isWanted)
    {
        if (isWanted)
        {
            _latenciesMs.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref _sentAt[packetId])).TotalMilliseconds);
        }
    }

    private static ushort PacketId(int index) => (ushort)((index % ushort.MaxValue) + 1);
}
