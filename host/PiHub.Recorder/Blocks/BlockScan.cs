using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks;

/// <summary>Goes through a block file from front to back and finds the next block behind damage by its magic bytes.</summary>
/// <param name="file">The file.</param>
/// <param name="length">How much of it.</param>
internal sealed class BlockScan(IStorageFile file, long length)
{
    private const int WindowBytes = 256 * 1_024;

    private byte[] _window = new byte[WindowBytes];
    private long _windowStart;
    private int _windowLength;

    /// <summary>The stretches, which cover the file without gaps.</summary>
    public IEnumerable<FoundBlock> Run()
    {
        for (long offset = 0; offset < length;)
        {
            FoundBlock found = ReadAt(offset);
            if (found.IsDamaged)
            {
                // A frame that was cut off may be followed by whole ones, so nothing of its claimed length is skipped unseen.
                long next = FindWhole(offset + 1);
                if (found.Header is null || offset + found.Length > next)
                {
                    found = found with { Length = checked((int)Math.Min(next - offset, int.MaxValue)) };
                }
            }

            yield return found;
            offset += found.Length;
        }
    }

    private FoundBlock ReadAt(long offset)
    {
        ReadOnlySpan<byte> head = See(offset, BlockFrame.MostHeaderBytes);
        if (!BlockFrame.TryReadHeader(head, out BlockHeader? header, out FrameShape shape))
        {
            return new FoundBlock(offset, 1, null, IsDamaged: true);
        }

        ReadOnlySpan<byte> frame = See(offset, shape.FrameBytes);
        return new FoundBlock(offset, shape.FrameBytes, header, !BlockFrame.TryGetPayload(frame, shape, out _));
    }

    // Where the next header is that is whole; the end when there is none. Its content may be damaged: then it has a name at least.
    private long FindWhole(long offset)
    {
        while (offset < length)
        {
            ReadOnlySpan<byte> seen = See(offset, WindowBytes);
            int found = seen.IndexOf(BlockFrame.Magic);
            if (found < 0)
            {
                int keep = Math.Min(BlockFrame.Magic.Length - 1, seen.Length - 1);
                offset += Math.Max(1, seen.Length - keep);
                continue;
            }

            offset += found;
            if (BlockFrame.TryReadHeader(See(offset, BlockFrame.MostHeaderBytes), out _, out _))
            {
                return offset;
            }

            offset++;
        }

        return length;
    }

    // The bytes from an offset on, fewer only at the end.
    private ReadOnlySpan<byte> See(long offset, int count)
    {
        count = (int)Math.Min(count, length - offset);
        if (offset < _windowStart || offset + count > _windowStart + _windowLength)
        {
            if (_window.Length < count)
            {
                _window = new byte[count];
            }

            _windowStart = offset;
            _windowLength = file.Read(offset, _window.AsSpan(0, (int)Math.Min(_window.Length, length - offset)));
        }

        int start = (int)(offset - _windowStart);
        return _window.AsSpan(start, Math.Max(0, Math.Min(count, _windowLength - start)));
    }
}
