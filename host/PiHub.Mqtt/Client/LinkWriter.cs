using System.IO.Pipelines;
using System.Threading.Channels;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>Writes to one connection: answers first, then messages, as much as there is per flush.</summary>
internal sealed class LinkWriter
{
    private const int AnswerPackets = 256;
    private const int BatchMessages = 64;
    private const int FlushBytes = 65_536;

    private readonly PipeWriter _output;
    private readonly ServerLimits _limits;
    private readonly ClientParts _parts;
    private readonly bool _v5;
    private readonly PacketWriter _writer;
    private readonly AsyncSignal _signal = new();

    // Policy: wait; the reader then takes nothing more from the server.
    private readonly Channel<Packet> _answers = Channel.CreateBounded<Packet>(AnswerPackets);
    private long _lastTimestamp;
    private volatile bool _isComplete;

    public LinkWriter(PipeWriter output, ServerLimits limits, ClientParts parts)
    {
        _output = output;
        _limits = limits;
        _parts = parts;
        _v5 = parts.Options.Version == ProtocolVersion.V5;
        _writer = new PacketWriter(parts.Options.Version);
        _lastTimestamp = parts.Time.GetTimestamp();
    }

    /// <summary>When something was written last.</summary>
    public long LastTimestamp => Volatile.Read(ref _lastTimestamp);

    /// <summary>There may be a message to write.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Writes a packet soon.</summary>
    public async ValueTask SendAsync(Packet packet, CancellationToken cancellationToken)
    {
        if (!_answers.Writer.TryWrite(packet))
        {
            await _answers.Writer.WriteAsync(packet, cancellationToken);
        }

        _signal.Set();
    }

    /// <summary>Writes a packet soon, unless too many wait already.</summary>
    public void TrySend(Packet packet)
    {
        _answers.Writer.TryWrite(packet);
        _signal.Set();
    }

    /// <summary>Nothing more is to be written but what waits, and this.</summary>
    public void Complete(Packet? last)
    {
        if (last is not null)
        {
            _answers.Writer.TryWrite(last);
        }

        _isComplete = true;
        _signal.Set();
    }

    /// <summary>Runs until <see cref="Complete"/>, or the connection takes no more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            bool isComplete = _isComplete;
            bool wrote = WriteAnswers();
            wrote |= !isComplete && WriteMessages();
            if (_output.UnflushedBytes >= FlushBytes || (!wrote && _output.UnflushedBytes > 0))
            {
                await _output.FlushAsync(cancellationToken);
                Volatile.Write(ref _lastTimestamp, _parts.Time.GetTimestamp());
            }
            else if (!wrote)
            {
                if (isComplete)
                {
                    return;
                }

                await _signal.WaitAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private bool WriteAnswers()
    {
        bool wrote = false;
        while (_output.UnflushedBytes < FlushBytes && _answers.Reader.TryRead(out Packet? packet))
        {
            _writer.Write(_output, packet);
            wrote = true;
        }

        return wrote;
    }

    private bool WriteMessages()
    {
        int written = 0;
        while (written < BatchMessages && _output.UnflushedBytes < FlushBytes
            && _parts.Window.TryNext(out OutgoingPublish? publish, out bool releasesFirst))
        {
            written++;
            if (publish.IsReceived)
            {
                _writer.Write(_output, new AcknowledgementPacket(PacketType.PubRel, publish.PacketId));
                continue;
            }

            if (releasesFirst)
            {
                _writer.Write(_output, new AcknowledgementPacket(PacketType.PubRel, publish.PacketId));
            }

            Write(publish);
        }

        return written > 0;
    }

    private void Write(OutgoingPublish publish)
    {
        PublishFrame frame = publish.ToFrame(_v5);
        if (_limits.Refuse(publish, frame.PacketBytes) is { } refusal)
        {
            _parts.Window.Refuse(publish, refusal);
            return;
        }

        frame.Write(_output);
        publish.WasSent = true;
        _parts.Counters.CountSent();
        if (publish.Message.QualityOfService == QualityOfService.AtMostOnce)
        {
            _parts.Window.Complete(publish);
        }
    }
}
