using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Statistics;

namespace PiHub.Mqtt.Sessions;

/// <summary>The packets of one connection, as many as possible per read.</summary>
internal sealed class PacketSource
{
    private readonly PipeReader _input;
    private readonly PacketReader _reader;
    private readonly TrafficMeter? _meter;
    private ReadOnlySequence<byte> _buffer;
    private long _arrivedBytes;
    private bool _isReading;
    private bool _ended;

    public PacketSource(PipeReader input, int maximumPacketBytes, TrafficMeter? meter = null)
    {
        _meter = meter;
        _input = input;
        _reader = new PacketReader(maximumPacketBytes);
    }

    /// <summary>The peer's version; null before CONNECT. A client knows it from the start.</summary>
    public ProtocolVersion? Version
    {
        get => _reader.Version;
        init => _reader.Version = value;
    }

    /// <summary>Whether the first bytes of a packet have arrived and not the rest. To be asked after <see cref="TryRead"/> said no.</summary>
    public bool HasPart => !_buffer.IsEmpty;

    /// <summary>Takes larger packets from now on.</summary>
    public void Raise(int maximumPacketBytes) => _reader.MaximumPacketBytes = maximumPacketBytes;

    /// <summary>Takes a packet that has already arrived.</summary>
    /// <exception cref="MqttProtocolException">The bytes are not a packet.</exception>
    public bool TryRead([NotNullWhen(true)] out Packet? packet)
    {
        packet = _buffer.IsEmpty ? null : _reader.Read(ref _buffer);
        if (packet is null)
        {
            return false;
        }

        _meter?.Count(packet);
        return true;
    }

    /// <summary>Waits for more bytes. To be called only after <see cref="TryRead"/> said no.</summary>
    /// <returns>False when there will be no more.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _meter?.AddToTotal(_arrivedBytes);
        _arrivedBytes = 0;
        long leftBytes = _buffer.Length;
        if (_isReading)
        {
            _input.AdvanceTo(_buffer.Start, _buffer.End);
            _isReading = false;
            _buffer = default;
        }

        if (_ended)
        {
            return false;
        }

        ReadResult result = await _input.ReadAsync(cancellationToken);
        _isReading = true;
        _buffer = result.Buffer;
        _arrivedBytes = _buffer.Length - leftBytes;
        _ended = result.IsCompleted;
        return !_ended || !_buffer.IsEmpty;
    }

    /// <summary>Reads and forgets until the other side closes, so that it can read our last bytes before the socket resets.</summary>
    public async ValueTask DiscardAsync(CancellationToken cancellationToken)
    {
        do
        {
            _buffer = _buffer.Slice(_buffer.End);
        }
        while (await FillAsync(cancellationToken));
    }
}
