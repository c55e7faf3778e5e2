using PiHub.Recorder.Files;

namespace PiHub.Recorder.Tests.Files;

/// <summary>An open file of <see cref="PowerCutFileSystem"/>.</summary>
internal sealed class PowerCutFile(PowerCutFileSystem files, string path, PowerCutContent content, bool isReadOnly) : IStorageFile
{
    public string Path => path;

    public long Length => files.Touch(path, () => content.Length);

    private bool IsDisposed { get; set; }

    public int Read(long offset, Span<byte> bytes)
    {
        byte[] read = new byte[bytes.Length];
        int count = files.Touch(path, () => content.Read(offset, read));
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        read.AsSpan(0, count).CopyTo(bytes);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        CheckWritable();
        byte[] copy = bytes.ToArray();
        files.Write(path, copy.Length, fitting => content.Write(offset, copy.AsSpan(0, fitting)));
    }

    public void SetLength(long length)
    {
        CheckWritable();
        files.Write(path, 0, _ => content.SetLength(length));
    }

    public void Sync()
    {
        CheckWritable();
        files.Sync(path, content);
    }

    public void Dispose() => IsDisposed = true;

    private void CheckWritable()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (isReadOnly)
        {
            throw new UnauthorizedAccessException($"Access to the path '{path}' is denied: it was opened for reading.");
        }
    }
}
