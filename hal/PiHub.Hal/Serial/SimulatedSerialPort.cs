using System.Buffers;
using System.IO.Pipelines;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.Hal.Serial;

/// <summary>One end of a serial line in memory.</summary>
/// <remarks>Each direction holds <see cref="CapacityBytes"/>; then the writer waits for the reader, as with hardware flow control.</remarks>
public sealed class SimulatedSerialPort : ISerialPort
{
    /// <summary>So many unread bytes fit into one direction.</summary>
    public const int CapacityBytes = 4096;

    private readonly PipeReader _receive;
    private readonly PipeWriter _send;

    private SimulatedSerialPort(PipeReader receive, PipeWriter send)
    {
        _receive = receive;
        _send = send;
    }

    /// <summary>Makes a line with its two ends.</summary>
    /// <returns>What one end writes, the other reads.</returns>
    public static (SimulatedSerialPort One, SimulatedSerialPort Other) CreatePair()
    {
        Pipe there = NewPipe();
        Pipe back = NewPipe();
        return (new(back.Reader, there.Writer), new(there.Reader, back.Writer));
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        ReadResult result = await _receive.ReadAsync(cancellationToken);
        int count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        _receive.AdvanceTo(taken.End);
        return count > 0 ? count : throw Gone();
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        // In pieces, because a pipe takes one write whole whatever its capacity.
        for (int start = 0; start < data.Length; start += CapacityBytes)
        {
            FlushResult result = await _send.WriteAsync(
                data.Slice(start, Math.Min(CapacityBytes, data.Length - start)), cancellationToken);
            if (result.IsCompleted)
            {
                throw Gone();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _send.CompleteAsync();
        await _receive.CompleteAsync();
    }

    private static DeviceFaultException Gone() => new("The serial line is gone: its other end was closed.");

    private static Pipe NewPipe() => new(new PipeOptions(
        pauseWriterThreshold: CapacityBytes, resumeWriterThreshold: CapacityBytes / 2, useSynchronizationContext: false));
}
