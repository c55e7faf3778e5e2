using System.IO.Pipelines;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Statistics;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>Writes one client's queue to its connection: as much as there is per flush.</summary>
internal sealed class OutboundLoop
{
    private const int BatchMessages = 64;
    private const int FlushBytes = 65_536;

    private readonly Session _session;
    private readonly PipeWriter _output;
    private readonly BrokerParts _parts;
    private readonly PacketWriter _writer;
    private readonly TrafficMeter _meter;
    private readonly List<Packet> _answers = [];
    private readonly DeliveryProperties _properties = new();
    private readonly Queue<Delivery> _batch = new(BatchMessages);

    public OutboundLoop(Session session, PipeWriter output, BrokerParts parts)
    {
        _session = session;
        _output = output;
        _parts = parts;
        _writer = new PacketWriter(session.Version);
        _meter = new TrafficMeter(parts.Traffic.Sent);
    }

    /// <summary>Runs until the queue is complete and written, or the connection takes no more.</summary>
    public async Task RunAsync()
    {
        bool goesOn = true;
        while (goesOn)
        {
            bool wantsMessages = _batch.Count == 0;
            goesOn = _session.Outbound.Take(_answers, wantsMessages ? _batch : null, BatchMessages);
            bool wrote = WriteAnswers();
            wrote |= goesOn && WriteMessages();
            bool mustFlush = _output.UnflushedBytes >= FlushBytes || ((!wrote || !goesOn) && _output.UnflushedBytes > 0);
            if (mustFlush && !await TryFlushAsync())
            {
                return;
            }

            if (!wrote && goesOn)
            {
                await _session.Outbound.WaitAsync();
            }
        }
    }

    /// <returns>False when the connection takes no more.</returns>
    private async ValueTask<bool> TryFlushAsync()
    {
        _meter.AddToTotal(_output.UnflushedBytes);
        ValueTask<FlushResult> flush = _output.FlushAsync();
        bool mustWait = !flush.IsCompleted;
        if (mustWait)
        {
            _session.Outbound.SetStalled(true);
        }

        FlushResult result = await flush;
        if (mustWait)
        {
            _session.Outbound.SetStalled(false);
        }

        return result is { IsCompleted: false, IsCanceled: false };
    }

    private bool WriteAnswers()
    {
        foreach (Packet packet in _answers)
        {
            _writer.Write(_output, packet);
            _meter.Count(packet);
        }

        bool wrote = _answers.Count > 0;
        _answers.Clear();
        return wrote;
    }

    /// <returns>False when nothing was there or the next message waits for an acknowledgement.</returns>
    private bool WriteMessages()
    {
        int sent = 0;
        int taken = 0;
        bool isBlocked = false;
        while (_batch.TryPeek(out Delivery delivery))
        {
            ushort packetId = 0;
            if (delivery.Quality > QualityOfService.AtMostOnce && !_session.InFlight.TryTake(out packetId))
            {
                isBlocked = true;
                break;
            }

            _batch.Dequeue();
            taken++;
            if (TryWrite(delivery, packetId))
            {
                sent++;
            }
            else if (packetId != 0)
            {
                _session.InFlight.Release(packetId);
            }
        }

        if (isBlocked || taken > 0)
        {
            _session.Outbound.SetStalled(isBlocked && taken == 0);
        }

        _parts.Counters.CountSent(sent);
        return taken > 0;
    }

    private bool TryWrite(in Delivery delivery, ushort packetId)
    {
        PublishedMessage message = delivery.Message;
        uint? remainingSeconds = message.RemainingSeconds(_parts.Time);
        if (remainingSeconds == 0)
        {
            return false; // 3.3.2-5
        }

        ReadOnlySpan<byte> properties = _session.IsV5 ? _properties.Encode(delivery, remainingSeconds) : [];
        var frame = new PublishFrame(_session.IsV5, message.Message.Topic, message.Message.Payload.Span, properties)
        {
            QualityOfService = delivery.Quality,
            PacketId = packetId,
            Retain = delivery.Retain,
        };
        if (frame.PacketBytes > _session.MaximumPacketBytes)
        {
            _parts.Counters.CountDropped(); // 3.1.2-25
            return false;
        }

        frame.Write(_output);
        _meter.CountPublish(message.Message.Payload.Length);
        return true;
    }
}
