using PiHub.Sdk.Hardware;

namespace PiHub.Sdk.Testing.Tests;

/// <summary>Always as warm.</summary>
internal sealed class Thermometer : II2cPort
{
    public byte Celsius { get; init; } = 20;

    public bool IsDisposed { get; private set; }

    public ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken)
    {
        read.Span.Fill(Celsius);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
