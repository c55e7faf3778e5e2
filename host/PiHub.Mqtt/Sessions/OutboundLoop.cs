using System.IO.Pipelines;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Statistics;
using PiHub.Mqtt.Storage;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>Writes one client's answers and messages to its connection: as much as there is per flush.</summary>
internal sealed class OutboundLoop
{
    private const int FlushBytes = 65_536;

    private readonly ClientLink _link;
    private readonly OutboundQueue _queue;
    private readonly PipeWriter _output;
    private readonly BrokerParts _parts;
    private readonly PacketWriter _writer;
    private readonly TrafficMeter _meter;
    private readonly MessageWriter _messages;
    private readonly List<Packet> _answers = [];
    private readonly List<OutgoingMessage> _batch = [];

    // Packet identifiers of QoS 2 are durable before they are used; answers go on meanwhile.
    private Task _batchStored = Task.CompletedTask;

    public OutboundLoop(ClientLink link, PipeWriter output, BrokerParts parts)
    {
        _link = link;
        _queue = link.Session.Outbound;
        _output = output;
        _parts = parts;
        _writer = new PacketWriter(link.Version);
        _meter = new TrafficMeter(parts.Traffic.Sent);
        _messages = new MessageWriter(link, output, parts);
    }

    /// <summary>Runs until the answers are complete and written, or the connection takes no more.</summary>
    public async Task RunAsync()
    {
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = _link.Answers.Take(_answers);
            bool wrote = WriteAnswers();
            if (goesOn)
            {
                if (_batch.Count == 0)
                {
                    TakeBatch();
                }

                wrote |= await TryWriteBatchAsync();
            }

            bool mustFlush = _output.UnflushedBytes >= FlushBytes || ((!wrote || !goesOn) && _output.UnflushedBytes > 0);
            if (mustFlush && !await TryFlushAsync())
            {
                return;
            }

            if (!wrote && goesOn)
            {
                await _link.Answers.Work.WaitAsync();
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
            _queue.SetStalled(true);
        }

        FlushResult result = await flush;
        if (mustWait)
        {
            _queue.SetStalled(false);
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

    private void TakeBatch()
    {
        List<StoredMark>? discarded = null;
        _queue.Take(_batch, ref discarded);
        if (_link.Session.Writes is { } writes)
        {
            writes.Forget(discarded);
            _batchStored = StoreSent(writes);
        }
    }

    private Task StoreSent(SessionWrites writes)
    {
        List<StoreChange>? sent = null;
        List<StoredMark>? exact = null;
        foreach (OutgoingMessage next in _batch)
        {
            if (next.Message.Mark is { IsSentCommitted: false } mark && !next.IsRelease)
            {
                (sent ??= []).Add(new DeliverySent(_link.Session.ClientId, mark.Sequence, next.PacketId));
                if (next.Message.Delivery.Quality == QualityOfService.ExactlyOnce)
                {
                    (exact ??= []).Add(mark);
                }
            }
        }

        if (sent is null)
        {
            return Task.CompletedTask;
        }

        if (exact is null)
        {
            writes.Append(committed: null, isLazy: true, [.. sent]);
            return Task.CompletedTask;
        }

        return StoreExactAsync(writes, [.. sent], exact);
    }

    private async Task StoreExactAsync(SessionWrites writes, StoreChange[] sent, List<StoredMark> exact)
    {
        await writes.AppendAsync(committed: null, isLazy: false, sent);
        exact.ForEach(mark => mark.IsSentCommitted = true);
        _link.Answers.Work.Set();
    }

    /// <returns>False when nothing was there, or it is not stored yet.</returns>
    private async ValueTask<bool> TryWriteBatchAsync()
    {
        if (_batch.Count == 0 || !_batchStored.IsCompleted)
        {
            return false;
        }

        await _batchStored;
        int sent = 0;
        foreach (OutgoingMessage next in _batch)
        {
            if (next.IsRelease)
            {
                var release = new AcknowledgementPacket(PacketType.PubRel, next.PacketId);
                _writer.Write(_output, release);
                _meter.Count(release);
            }
            else if (_messages.TryWrite(next))
            {
                sent++;
                _meter.CountPublish(next.Message.Delivery.Message.Message.Payload.Length);
            }
            else
            {
                Skip(next);
            }
        }

        _batch.Clear();
        _parts.Counters.CountSent(sent);
        _link.CountSent(sent);
        return true;
    }

    // 3.1.2-25: as if it had been sent and acknowledged.
    private void Skip(in OutgoingMessage next)
    {
        _parts.Counters.CountDropped();
        if (next.PacketId != 0 && _queue.Finish(next.PacketId, PacketType.Publish, out StoredMark? mark) && mark is not null)
        {
            _link.Session.Writes?.Forget(mark);
        }
    }
}
