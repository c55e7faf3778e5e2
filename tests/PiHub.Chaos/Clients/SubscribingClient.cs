using PiHub.Chaos.Records;
using PiHub.Chaos.Wire;

namespace PiHub.Chaos.Clients;

/// <summary>A subscriber with a kept session, which remembers the QoS 2 messages that it has not been told to release.</summary>
internal sealed class SubscribingClient(string clientId, bool isVersion5, IReadOnlyList<string> filters)
{
    private readonly HashSet<ushort> _unreleased = [];
    private bool _isSubscribed;
    private bool _hasSession;

    public ReceivedTopics Received { get; } = new(clientId);

    /// <summary>What the broker did that it must not; read when no run is going on.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Connects, subscribes the first time, and takes messages until the broker is gone or it has enough; then it leaves.</summary>
    public async Task RunAsync(int port, Func<bool> isEnough, CancellationToken cancellationToken)
    {
        if (await WireConnection.TryOpenAsync(port, Packets.Connect(isVersion5, clientId, isKept: true), cancellationToken) is not { } opened)
        {
            return;
        }

        using WireConnection connection = opened.Connection;
        if (_hasSession && !opened.IsSessionPresent)
        {
            Violations.Add($"{clientId}: its session was forgotten");
        }

        _hasSession = true;
        if (!_isSubscribed)
        {
            connection.Put(Packets.Subscribe(isVersion5, filters));
        }

        while (!_isSubscribed || !isEnough())
        {
            if (!await TryTakeAsync(connection, cancellationToken))
            {
                return;
            }
        }

        // Whatever the broker still had to send comes before the answer to a ping.
        connection.Put(Packets.Ping());
        bool isAnswered = false;
        while (!isAnswered)
        {
            if (!await connection.TryFlushAsync(cancellationToken) || await connection.TryReceiveAsync(cancellationToken) is not { } frame)
            {
                return;
            }

            isAnswered = frame.Type == Packets.PingResp;
            Take(connection, frame);
        }

        connection.Put(Packets.Disconnect());
        await connection.TryFlushAsync(cancellationToken);
    }

    private async Task<bool> TryTakeAsync(WireConnection connection, CancellationToken cancellationToken)
    {
        if (!await connection.TryFlushAsync(cancellationToken) || await connection.TryReceiveAsync(cancellationToken) is not { } frame)
        {
            return false;
        }

        do
        {
            Take(connection, frame);
        }
        while (connection.TryTake(out frame));
        return await connection.TryFlushAsync(cancellationToken);
    }

    private void Take(WireConnection connection, Frame frame)
    {
        switch (frame.Type)
        {
            case Packets.Publish:
                TakeMessage(connection, frame);
                break;
            case Packets.PubRel:
                _unreleased.Remove(frame.PacketId);
                connection.Put(Packets.Answer(Packets.PubComp, frame.PacketId));
                break;
            case Packets.SubAck:
                _isSubscribed = frame.Body.Span[^filters.Count..].IndexOfAnyExcept((byte)2) < 0;
                break;
            case Packets.PingResp:
                break;
            default:
                Violations.Add($"{clientId}: an unexpected packet of type {frame.Type} with {Convert.ToHexString(frame.Body.Span)}");
                break;
        }
    }

    private void TakeMessage(WireConnection connection, Frame frame)
    {
        (string topic, ushort packetId, string payload) = frame.ReadPublish(isVersion5);
        if (frame.QualityOfService != 2 || _unreleased.Add(packetId))
        {
            Received.Add(topic, PublishedTopic.Number(payload));
        }

        if (frame.QualityOfService > 0)
        {
            connection.Put(Packets.Answer(frame.QualityOfService == 1 ? Packets.PubAck : Packets.PubRec, packetId));
        }
    }
}
