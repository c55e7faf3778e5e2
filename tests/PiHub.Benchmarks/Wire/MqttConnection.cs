using System.Net;
using System.Net.Sockets;
using PiHub.Benchmarks.Brokers;

namespace PiHub.Benchmarks.Wire;

/// <summary>One MQTT 3.1.1 connection over TCP; owns the socket.</summary>
internal sealed class MqttConnection : IDisposable
{
    /// <summary>What is received at once at most.</summary>
    public const int BufferBytes = 128 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer;

    // Two loops of a client send; a packet must not end up inside another.
    private readonly SemaphoreSlim _sending = new(1);
    private int _start;
    private int _end;

    private MqttConnection(int bufferBytes) => _buffer = new byte[bufferBytes];

    /// <summary>Connects to the broker on this machine and waits for its CONNACK.</summary>
    /// <exception cref="BrokerException">The broker refused.</exception>
    public static async Task<MqttConnection> OpenAsync(
        int port, string clientId, CancellationToken cancellationToken, bool isClean = true, int bufferBytes = BufferBytes)
    {
        MqttConnection connection = new(bufferBytes);
        try
        {
            await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await connection.SendAsync(MqttPackets.Connect(clientId, isClean), cancellationToken);
            byte code = await connection.ExpectAsync(0x20, cancellationToken);
            return code == 0 ? connection : throw new BrokerException($"The broker on port {port} refused a connection with code {code}.");
        }
        catch (Exception exception)
        {
            connection.Dispose();
            throw exception is SocketException ? new BrokerException($"The broker on port {port} takes no connection: {exception.Message}") : exception;
        }
    }

    /// <summary>Subscribes and waits for the SUBACK.</summary>
    /// <exception cref="BrokerException">The broker refused.</exception>
    public async Task SubscribeAsync(string filter, int qualityOfService, CancellationToken cancellationToken)
    {
        await SendAsync(MqttPackets.Subscribe(filter, qualityOfService), cancellationToken);
        if (await ExpectAsync(0x90, cancellationToken) != qualityOfService)
        {
            throw new BrokerException($"The broker refused the subscription to {filter}.");
        }
    }

    /// <summary>Sends bytes of whole packets.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> packets, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            while (!packets.IsEmpty)
            {
                packets = packets[await _socket.SendAsync(packets, cancellationToken)..];
            }
        }
        catch (SocketException exception)
        {
            throw new BrokerException($"The broker closed a connection: {exception.Message}");
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits until bytes have come; whole packets are then taken with <see cref="TryTake"/>.</summary>
    /// <exception cref="BrokerException">The broker closed the connection.</exception>
    public async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        try
        {
            int count = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count > 0 ? count : throw new BrokerException("The broker closed a connection.");
        }
        catch (SocketException exception)
        {
            throw new BrokerException($"The broker closed a connection: {exception.Message}");
        }
    }

    /// <summary>Takes the next whole packet that has come; it is valid until the next receive.</summary>
    public bool TryTake(out byte header, out ReadOnlySpan<byte> body)
    {
        header = 0;
        body = default;
        int length = 0;
        for (int index = 1; index <= 4 && _start + index < _end; index++)
        {
            byte digit = _buffer[_start + index];
            length |= (digit & 127) << (7 * (index - 1));
            if (digit < 128)
            {
                int first = _start + index + 1;
                if (first + length > _end)
                {
                    return false;
                }

                header = _buffer[_start];
                body = _buffer.AsSpan(first, length);
                _start = first + length;
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<byte> ExpectAsync(byte expected, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out byte header, out ReadOnlySpan<byte> body))
            {
                return header == expected ? body[^1] : throw new BrokerException($"The broker answered with packet 0x{header:X2}, not 0x{expected:X2}.");
            }

            await ReceiveAsync(cancellationToken);
        }
    }
}
