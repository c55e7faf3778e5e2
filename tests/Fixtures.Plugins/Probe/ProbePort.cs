using PiHub.Sdk.Hardware;

namespace PiHub.Fixtures.Probe;

/// <summary>Answers what it was sent.</summary>
internal sealed class ProbePort : II2cPort
{
    public ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken)
    {
        write.CopyTo(read);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
