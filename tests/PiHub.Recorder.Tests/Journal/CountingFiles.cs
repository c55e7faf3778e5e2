using PiHub.Recorder.Files;

namespace PiHub.Recorder.Tests.Journal;

/// <summary>Counts what is read. One caller at a time.</summary>
internal sealed class CountingFiles(IFileSystem files) : IFileSystem
{
    public long BytesRead { get; set; }

    public IStorageFile Open(string path) => new CountingFile(files.Open(path), this);

    public IStorageFile OpenRead(string path) => new CountingFile(files.OpenRead(path), this);

    public void CreateFolder(string path) => files.CreateFolder(path);

    public IReadOnlyList<string> List(string folder) => files.List(folder);

    public void Delete(string path) => files.Delete(path);

    public void Move(string from, string to) => files.Move(from, to);

    public void SyncFolder(string folder) => files.SyncFolder(folder);

    public long FreeBytes(string folder) => files.FreeBytes(folder);

    public long TotalBytes(string folder) => files.TotalBytes(folder);

    private sealed class CountingFile(IStorageFile file, CountingFiles counter) : IStorageFile
    {
        public string Path => file.Path;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> bytes)
        {
            int read = file.Read(offset, bytes);
            counter.BytesRead += read;
            return read;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

        public void SetLength(long length) => file.SetLength(length);

        public void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}
