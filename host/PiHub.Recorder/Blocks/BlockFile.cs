using System.Buffers;
using System.Globalization;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks;

/// <summary>A file of blocks that only grows. Reads may run beside each other and beside one writer.</summary>
internal sealed class BlockFile : IDisposable
{
    private const string Extension = ".blocks";

    private readonly IStorageFile _file;
    private long _length;

    /// <summary>Opens it, creating it when it is not there; a new name is not synced. On a disk that is read-only it can only be
    /// read.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="folder">The folder of block files.</param>
    /// <param name="number">Its number, 1 to 99,999,999.</param>
    public BlockFile(IFileSystem files, string folder, int number)
    {
        Number = number;
        (_file, IsReadOnly) = Open(files, PathOf(folder, number));
        _length = _file.Length;
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Whether the disk was read-only when it was opened.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Its full path.</summary>
    public string Path => _file.Path;

    /// <summary>Where the next frame goes, bytes.</summary>
    public long Length => Interlocked.Read(ref _length);

    /// <summary>The full path of a file.</summary>
    public static string PathOf(string folder, int number) =>
        System.IO.Path.Combine(folder, number.ToString("00000000", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The number in a block file's name; null for any other file.</summary>
    public static int? NumberOf(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return name.Length == 8 + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(0, 8), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    /// <summary>Appends a frame, or several in a row; durable after <see cref="Sync"/>. After a failure the length is what it was.</summary>
    /// <param name="frames">The bytes.</param>
    /// <returns>Where they begin.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public long Append(ReadOnlySpan<byte> frames)
    {
        long offset = Length;
        _file.Write(offset, frames);
        Interlocked.Exchange(ref _length, offset + frames.Length);
        return offset;
    }

    /// <summary>Returns when all that was appended is on the disk.</summary>
    public void Sync() => _file.Sync();

    /// <summary>Cuts the end off.</summary>
    /// <param name="length">What stays, bytes.</param>
    public void Truncate(long length)
    {
        _file.SetLength(length);
        Interlocked.Exchange(ref _length, length);
    }

    /// <summary>Reads a block.</summary>
    /// <param name="offset">Where its frame begins.</param>
    /// <param name="length">How long the frame is.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public StoredBlock Read(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        int read = _file.Read(offset, rented.AsSpan(0, length));
        ReadOnlySpan<byte> frame = rented.AsSpan(0, read);
        if (BlockFrame.TryReadHeader(frame, out BlockHeader? header, out FrameShape shape) && shape.FrameBytes == length
            && BlockFrame.TryGetPayload(frame, shape, out _))
        {
            return new StoredBlock(header, rented, shape.HeaderBytes, shape.PayloadBytes);
        }

        ArrayPool<byte>.Shared.Return(rented);
        throw new InvalidDataException($"'{Path}' is damaged at {offset}: the block there has no valid checksum.");
    }

    /// <summary>Reads the whole file: intact blocks, and between them the damaged stretches.</summary>
    public IEnumerable<FoundBlock> Scan() => new BlockScan(_file, Length).Run();

    public void Dispose() => _file.Dispose();

    private static (IStorageFile File, bool IsReadOnly) Open(IFileSystem files, string path)
    {
        try
        {
            return (files.Open(path), false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            try
            {
                return (files.OpenRead(path), true);
            }
            catch (FileNotFoundException)
            {
                throw exception;
            }
        }
    }
}
