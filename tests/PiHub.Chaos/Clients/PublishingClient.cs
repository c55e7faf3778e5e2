using PiHub.Chaos.Records;
using PiHub.Chaos.Wire;

namespace PiHub.Chaos.Clients;

/// <summary>A publisher with a kept session: what was not acknowledged is sent again with the same identifier, in the same order.</summary>
internal sealed class PublishingClient(string clientId, bool isVersion5, IReadOnlyList<PublishedTopic> topics, Action acknowledged)
{
    private const int Window = 12;
    private const byte Duplicate = 8;
    private readonly List<OutstandingMessage> _outstanding = [];
    private ushort _lastPacketId;
    private int _nextTopic;
    private bool _hasSession;

    /// <summary>What the broker did that it must not; read when no run is going on.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Messages that no answer has completed.</summary>
    public int OutstandingCount => _outstanding.Count;

    /// <summary>Connects and publishes until the broker is gone; when it is to finish, it only completes what is outstanding.</summary>
    public async Task RunAsync(int port, Func<bool> isFinishing, CancellationToken cancellationToken)
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
        _outstanding.ForEach(message => Send(connection, message, Duplicate));
        while (!isFinishing() || _outstanding.Count > 0)
        {
            while (!isFinishing() && _outstanding.Count < Window)
            {
                SendNext(connection);
            }

            if (!await connection.TryFlushAsync(cancellationToken) || await connection.TryReceiveAsync(cancellationToken) is not { } frame)
            {
                return;
            }

            do
            {
                Take(connection, frame);
            }
            while (connection.TryTake(out frame));
        }

        connection.Put(Packets.Disconnect());
        await connection.TryFlushAsync(cancellationToken);
    }

    private void SendNext(WireConnection connection)
    {
        PublishedTopic topic = topics[_nextTopic++ % topics.Count];
        do
        {
            _lastPacketId = (ushort)((_lastPacketId % ushort.MaxValue) + 1);
        }
        while (_outstanding.Exists(message => message.PacketId == _lastPacketId));
        OutstandingMessage message = new(_lastPacketId, topic, topic.Next());
        _outstanding.Add(message);
        Send(connection, message, moreFlags: 0);
    }

    private void Send(WireConnection connection, OutstandingMessage message, byte moreFlags)
    {
        PublishedTopic topic = message.Topic;
        byte flags = (byte)((topic.QualityOfService << 1) | (topic.IsRetained ? 1 : 0) | moreFlags);
        connection.Put(message.IsReleased
            ? Packets.Answer(Packets.PubRel, message.PacketId)
            : Packets.Message(isVersion5, topic.Name, topic.Payload(message.Number), flags, message.PacketId));
    }

    private void Take(WireConnection connection, Frame frame)
    {
        if (frame.Type is not (Packets.PubAck or Packets.PubRec or Packets.PubComp))
        {
            Violations.Add($"{clientId}: an unexpected packet of type {frame.Type} with {Convert.ToHexString(frame.Body.Span)}");
            return;
        }

        OutstandingMessage? message = _outstanding.Find(message => message.PacketId == frame.PacketId);
        int expected = message is null ? 0 : message.Topic.QualityOfService == 1 ? Packets.PubAck : message.IsReleased ? Packets.PubComp : Packets.PubRec;
        if (message is null || frame.Type != expected || IsFailure(frame))
        {
            Violations.Add($"{clientId}: type {frame.Type}, id {frame.PacketId}, reason {frame.Reason:X2} instead of type {expected}");
        }
        else if (frame.Type == Packets.PubRec)
        {
            message.IsReleased = true;
            Send(connection, message, moreFlags: 0);
        }
        else
        {
            _outstanding.Remove(message);
            message.Topic.Acknowledge(message.Number);
            acknowledged();
        }
    }

    // 0x92 on PUBCOMP: the broker had completed it before it was killed, and only its answer was lost.
    private static bool IsFailure(Frame frame) => frame.Reason >= 0x80 && !(frame.Type == Packets.PubComp && frame.Reason == 0x92);
}
