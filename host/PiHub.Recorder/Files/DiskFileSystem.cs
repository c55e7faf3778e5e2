namespace PiHub.Recorder.Files;

/// <summary>The machine's files.</summary>
internal sealed class DiskFileSystem(WriteMeter meter) : IFileSystem
{
    public WriteMeter? Meter => meter;

    public IStorageFile Open(string path) => new DiskFile(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, meter);

    public IStorageFile OpenRead(string path) => new DiskFile(path, FileMode.Open, FileAccess.Read, meter);

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
            Directory.CreateDirectory(path);
            SyncFolder(parent);
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        string[] paths = Directory.GetFiles(folder);
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    public void Delete(string path) => File.Delete(path);

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void Link(string path, string second) => Posix.Link(path, second);

    public void SyncFolder(string folder)
    {
        Posix.SyncFolder(folder);
        meter.Synced();
    }

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    public long TotalBytes(string folder) => new DriveInfo(folder).TotalSize;
}
