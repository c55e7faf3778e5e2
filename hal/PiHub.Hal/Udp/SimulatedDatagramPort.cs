using System.Net;
using System.Threading.Channels;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.Hal.Udp;

/// <summary>A UDP port of a <see cref="SimulatedNetwork"/>.</summary>
public sealed class SimulatedDatagramPort : IDatagramPort
{
    /// <summary>So many unread datagrams wait; then the newest is dropped and counted, as in a socket's buffer.</summary>
    internal const int Capacity = 256;

    /// <summary>The largest datagram over IPv4, in bytes.</summary>
    public const int MaximumBytes = 65_507;

    private readonly Channel<(byte[] Data, IPEndPoint Sender)> _received;
    private readonly SimulatedNetwork _network;
    private readonly IPEndPoint _address;
    private long _datagramsDropped;

    internal SimulatedDatagramPort(SimulatedNetwork network, IPEndPoint address)
    {
        _network = network;
        _address = address;
        _received = Channel.CreateBounded<(byte[], IPEndPoint)>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite },
            _ => Interlocked.Increment(ref _datagramsDropped));
    }

    /// <summary>Datagrams lost because the reader was too slow, a count.</summary>
    public long DatagramsDropped => Interlocked.Read(ref _datagramsDropped);

    /// <inheritdoc/>
    public async ValueTask<(int LengthBytes, IPEndPoint Sender)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            (byte[] data, IPEndPoint sender) = await _received.Reader.ReadAsync(cancellationToken);
            int length = Math.Min(data.Length, buffer.Length);
            data.AsSpan(0, length).CopyTo(buffer.Span);
            return (length, sender);
        }
        catch (ChannelClosedException exception)
        {
            throw new DeviceFaultException($"The UDP port {_address} was closed.", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> data, IPEndPoint receiver, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaximumBytes, nameof(data));
        ArgumentNullException.ThrowIfNull(receiver);
        cancellationToken.ThrowIfCancellationRequested();
        _network.Deliver(data, _address, receiver);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _network.Close(_address, this);
        _received.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    internal void Accept(ReadOnlyMemory<byte> data, IPEndPoint sender) => _received.Writer.TryWrite((data.ToArray(), sender));
}
