using PiHub.Recorder.Files;

namespace PiHub.Recorder.Tests.Rollups;

/// <summary>A disk in memory, of a size and with as much free as a test says.</summary>
internal sealed class StepFiles : IFileSystem
{
    private readonly Dictionary<string, byte[]> _files = [];

    public Func<long> Free { get; set; } = () => long.MaxValue / 2;

    public long Total { get; set; } = 16_000_000_000;

    /// <summary>How often a file was put in place.</summary>
    public int Moves { get; private set; }

    public IStorageFile Open(string path) => new MemoryFile(this, path);

    public IStorageFile OpenRead(string path) =>
        _files.ContainsKey(path) ? new MemoryFile(this, path) : throw new FileNotFoundException("It is not there.", path);

    public void CreateFolder(string path)
    {
    }

    public IReadOnlyList<string> List(string folder) => [.. _files.Keys.Where(path => Path.GetDirectoryName(path) == folder).Order()];

    public void Delete(string path) => _files.Remove(path);

    public void Move(string from, string to)
    {
        _files[to] = _files[from];
        _files.Remove(from);
        Moves++;
    }

    public void SyncFolder(string folder)
    {
    }

    public long FreeBytes(string folder) => Free();

    public long TotalBytes(string folder) => Total;

    private sealed class MemoryFile(StepFiles files, string path) : IStorageFile
    {
        public string Path => path;

        public long Length => files._files.GetValueOrDefault(path, []).Length;

        public int Read(long offset, Span<byte> bytes)
        {
            ReadOnlySpan<byte> rest = files._files[path].AsSpan((int)offset);
            int count = Math.Min(rest.Length, bytes.Length);
            rest[..count].CopyTo(bytes);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            byte[] content = files._files.GetValueOrDefault(path, []);
            Array.Resize(ref content, (int)Math.Max(content.Length, offset + bytes.Length));
            bytes.CopyTo(content.AsSpan((int)offset));
            files._files[path] = content;
        }

        public void SetLength(long length)
        {
            byte[] content = files._files.GetValueOrDefault(path, []);
            Array.Resize(ref content, (int)length);
            files._files[path] = content;
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
