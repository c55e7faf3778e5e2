using Microsoft.Win32.SafeHandles;

namespace PiHub.Recorder.Files;

/// <summary>A file of the machine.</summary>
internal sealed class DiskFile : IStorageFile
{
    private readonly SafeFileHandle _handle;
    private readonly WriteMeter _meter;

    public DiskFile(string path, FileMode mode, FileAccess access, WriteMeter meter)
    {
        Path = path;
        _meter = meter;
        _handle = File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);
    }

    public string Path { get; }

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(long offset, Span<byte> bytes)
    {
        int total = 0;
        while (total < bytes.Length)
        {
            int read = RandomAccess.Read(_handle, bytes[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, offset);
        _meter.Wrote(bytes.Length);
    }

    public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

    public void Sync()
    {
        Posix.SyncFile(_handle, Path);
        _meter.Synced();
    }

    public void Dispose() => _handle.Dispose();
}
