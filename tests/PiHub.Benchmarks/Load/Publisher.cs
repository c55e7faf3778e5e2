using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>Publishes messages as fast as its windows allow; owns its connection.</summary>
internal sealed class Publisher : IDisposable
{
    private const int UnacknowledgedLimitCount = 100;

    // All ten together stay below the 1,000 messages that both brokers keep for a subscriber by default, so that neither drops any.
    private const int UndeliveredLimitCount = 95;
    private const int BatchCount = 50;
    private readonly MqttConnection _connection;
    private readonly IReadOnlyList<byte[]> _packets;
    private readonly bool _isAcknowledged;
    private readonly SemaphoreSlim _unacknowledged = new(UnacknowledgedLimitCount);
    private readonly SemaphoreSlim? _undelivered;

    private Publisher(MqttConnection connection, IReadOnlyList<byte[]> packets, bool isAcknowledged, bool isDelivered)
    {
        _connection = connection;
        _packets = packets;
        _isAcknowledged = isAcknowledged;
        _undelivered = isDelivered ? new SemaphoreSlim(UndeliveredLimitCount) : null;
    }

    /// <summary>Connects and encodes every message beforehand, so that the measured time is the broker's.</summary>
    public static async Task<Publisher> OpenAsync(Scenario scenario, int round, int number, int messageCount, int port, CancellationToken cancellationToken)
    {
        MqttConnection connection = await MqttConnection.OpenAsync(port, $"bench-{number}", cancellationToken);
        DateTimeOffset first = TimeProvider.System.GetUtcNow() - TimeSpan.FromMilliseconds(messageCount);
        bool isAcknowledged = scenario.QualityOfService > 0;
        byte[][] packets = [.. Enumerable.Range(0, messageCount).Select(index => MqttPackets.Publish(
            scenario.Topic(round, number),
            isAcknowledged ? (ushort)((index % ushort.MaxValue) + 1) : (ushort)0,
            scenario.Payload(number, first + TimeSpan.FromMilliseconds(index))))];
        return new Publisher(connection, packets, isAcknowledged, scenario.HasSubscriber);
    }

    /// <summary>Publishes everything and, with QoS 1, waits for every acknowledgement.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(SendAsync(cancellationToken), AcknowledgeAsync(cancellationToken));

    /// <summary>Tells that a subscriber got messages of this publisher.</summary>
    public void Delivered(int count) => _undelivered?.Release(count);

    public void Dispose()
    {
        _connection.Dispose();
        _unacknowledged.Dispose();
        _undelivered?.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        List<byte> batch = [];
        for (int index = 0; index < _packets.Count; batch.Clear())
        {
            do
            {
                await TakeAsync(_undelivered, batch, cancellationToken);
                await TakeAsync(_isAcknowledged ? _unacknowledged : null, batch, cancellationToken);
                batch.AddRange(_packets[index++]);
            }
            while (index < _packets.Count && index % BatchCount != 0);
            await _connection.SendAsync(batch.ToArray(), cancellationToken);
        }

        await _connection.SendAsync(_isAcknowledged ? default : MqttPackets.Disconnect(), cancellationToken);
    }

    // A full window is waited for only after what is batched is sent: it opens by the answers to that.
    private async ValueTask TakeAsync(SemaphoreSlim? window, List<byte> batch, CancellationToken cancellationToken)
    {
        if (window is null || await window.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        byte[] waiting = [.. batch];
        batch.Clear();
        await _connection.SendAsync(waiting, cancellationToken);
        await window.WaitAsync(cancellationToken);
    }

    private async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        int missing = _isAcknowledged ? _packets.Count : 0;
        while (missing > 0)
        {
            await _connection.ReceiveAsync(cancellationToken);
            int count = CountAcknowledgements();
            missing -= count;
            if (count > 0)
            {
                _unacknowledged.Release(count);
            }
        }
    }

    private int CountAcknowledgements()
    {
        int count = 0;
        while (_connection.TryTake(out byte header, out _))
        {
            count += header == 0x40 ? 1 : 0;
        }

        return count;
    }
}
