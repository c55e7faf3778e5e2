using PiHub.Sdk.Hardware;

namespace PiHub.Fixtures.Reaching;

/// <summary>Takes everything and answers nothing.</summary>
internal sealed class OwnPort : II2cPort
{
    public ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
