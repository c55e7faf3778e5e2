using PiHub.Recorder.Files;

namespace PiHub.Recorder.Tests.Files;

public sealed class DiskFileSystemTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pihub-files-").FullName;
    private readonly WriteMeter _meter = new();
    private readonly DiskFileSystem _files;

    public DiskFileSystemTests() => _files = new DiskFileSystem(_meter);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_AreWrittenReadRenamedAndDeleted()
    {
        string folder = Path.Combine(_root, "a", "b");
        _files.CreateFolder(folder);
        string one = Path.Combine(folder, "one");
        using (IStorageFile file = _files.Open(one))
        {
            file.Write(2, [1, 2, 3]);
            file.Sync();
            Assert.Equal(5, file.Length);
            Assert.Equal([0, 0, 1, 2, 3], Read(file, 0, 10));
            Assert.Equal([2, 3], Read(file, 3, 10));
            Assert.Empty(Read(file, 5, 10));
            file.SetLength(3);
            Assert.Equal([0, 0, 1], Read(file, 0, 10));
        }

        using IStorageFile reading = _files.OpenRead(one);
        _files.Move(one, Path.Combine(folder, "two"));
        _files.Open(one).Dispose();
        _files.SyncFolder(folder);
        Assert.Equal([one, Path.Combine(folder, "two")], _files.List(folder));
        _files.Delete(Path.Combine(folder, "two"));
        Assert.Equal([one], _files.List(folder));
        Assert.Equal([0, 0, 1], Read(reading, 0, 10));
        Assert.Equal((3, 4), (_meter.Bytes, _meter.Syncs)); // the file, the folder, and the two folders above that were made
    }

    [Fact]
    public void What_IsNotThere_IsTold()
    {
        Assert.Empty(_files.List(Path.Combine(_root, "none")));
        Assert.Throws<FileNotFoundException>(() => _files.OpenRead(Path.Combine(_root, "none")));
        Assert.Throws<DirectoryNotFoundException>(() => _files.Open(Path.Combine(_root, "none", "one")));
        Assert.Contains("No such file", Assert.Throws<IOException>(() => _files.SyncFolder(Path.Combine(_root, "none"))).Message, StringComparison.Ordinal);
        string file = Path.Combine(_root, "file");
        _files.Open(file).Dispose();
        Assert.Contains("Not a directory", Assert.Throws<IOException>(() => _files.SyncFolder(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsReadOnly_CannotBeWritten()
    {
        string path = Path.Combine(_root, "file");
        _files.Open(path).Dispose();
        using IStorageFile file = _files.OpenRead(path);
        Assert.ThrowsAny<Exception>(() => file.Write(0, [1]));
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void Space_OfAFolder_IsThatOfItsDisk()
    {
        string folder = Path.Combine(_root, "with space ü");
        _files.CreateFolder(folder);
        Assert.InRange(_files.FreeBytes(folder), 1, _files.TotalBytes(folder));
        Assert.Equal(new DriveInfo(_root).TotalSize, _files.TotalBytes(folder));
        Assert.ThrowsAny<IOException>(() => _files.FreeBytes(Path.Combine(_root, "none")));
    }

    private static byte[] Read(IStorageFile file, long offset, int count)
    {
        byte[] bytes = new byte[count];
        return bytes[..file.Read(offset, bytes)];
    }
}
