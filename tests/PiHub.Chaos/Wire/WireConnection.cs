using System.Net;
using System.Net.Sockets;

namespace PiHub.Chaos.Wire;

/// <summary>A TCP connection that cuts packets out of what comes; a dead peer is an end, not an error.</summary>
internal sealed class WireConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _outgoing = [];
    private byte[] _buffer;
    private int _start;
    private int _end;

    private WireConnection(int bufferBytes) => _buffer = new byte[bufferBytes];

    /// <summary>Connects, sends CONNECT and waits for its answer.</summary>
    /// <returns>Null when the broker is gone.</returns>
    /// <exception cref="InvalidOperationException">The broker refused.</exception>
    public static async Task<(WireConnection Connection, bool IsSessionPresent)?> TryOpenAsync(
        int port, byte[] connect, CancellationToken cancellationToken, int bufferBytes = 65_536)
    {
        WireConnection connection = new(bufferBytes);
        try
        {
            await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            connection.Put(connect);
            if (await connection.TryFlushAsync(cancellationToken) && await connection.TryReceiveAsync(cancellationToken) is { } welcome)
            {
                return welcome.Type == Packets.ConnAck && welcome.Body.Span[1] == 0
                    ? (connection, (welcome.Body.Span[0] & 1) != 0)
                    : throw new InvalidOperationException($"CONNECT was answered with {Convert.ToHexString(welcome.Body.Span)}.");
            }
        }
        catch (SocketException)
        {
            // Killed before it answered.
        }

        connection.Dispose();
        return null;
    }

    /// <summary>Adds a packet to what the next flush sends.</summary>
    public void Put(byte[] packet) => _outgoing.AddRange(packet);

    /// <summary>Sends what was put.</summary>
    /// <returns>False when the peer is gone.</returns>
    public async Task<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = _outgoing.ToArray();
        _outgoing.Clear();
        try
        {
            while (!rest.IsEmpty)
            {
                rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The next packet, when it is already here. It is valid until the next receive.</summary>
    public bool TryTake(out Frame frame)
    {
        int length = 0;
        for (int index = 1; index <= 4 && _start + index < _end; index++)
        {
            byte digit = _buffer[_start + index];
            length |= (digit & 127) << (7 * (index - 1));
            int first = _start + index + 1;
            if (digit < 128 && first + length <= _end)
            {
                frame = new Frame(_buffer[_start], _buffer.AsMemory(first, length));
                _start = first + length;
                return true;
            }

            if (digit < 128)
            {
                break;
            }
        }

        frame = default;
        return false;
    }

    /// <summary>Waits for the next packet.</summary>
    /// <returns>Null when the peer is gone.</returns>
    public async Task<Frame?> TryReceiveAsync(CancellationToken cancellationToken)
    {
        Frame frame;
        while (!TryTake(out frame))
        {
            byte[] next = _end - _start == _buffer.Length ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start.._end).CopyTo(next);
            (_buffer, _start, _end) = (next, 0, _end - _start);
            try
            {
                int count = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
                if (count == 0)
                {
                    return null;
                }

                _end += count;
            }
            catch (SocketException)
            {
                return null;
            }
        }

        return frame;
    }

    public void Dispose() => _socket.Dispose();
}
