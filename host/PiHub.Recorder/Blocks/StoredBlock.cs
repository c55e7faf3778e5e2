using System.Buffers;

namespace PiHub.Recorder.Blocks;

/// <summary>A block that was read; dispose it when its content was decoded.</summary>
internal sealed class StoredBlock(BlockHeader header, byte[] rented, int start, int length) : IDisposable
{
    private byte[]? _rented = rented;

    /// <summary>What the block says of itself.</summary>
    public BlockHeader Header => header;

    /// <summary>Its content.</summary>
    public ReadOnlySpan<byte> Payload => (_rented ?? throw new ObjectDisposedException(nameof(StoredBlock))).AsSpan(start, length);

    public void Dispose()
    {
        if (_rented is { } bytes)
        {
            _rented = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
