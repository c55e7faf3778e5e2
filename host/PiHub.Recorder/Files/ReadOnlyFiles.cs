namespace PiHub.Recorder.Files;

/// <summary>A disk that is only looked at: whatever would change it is a fault of the program.</summary>
internal sealed class ReadOnlyFiles(IFileSystem files) : IFileSystem
{
    public IStorageFile Open(string path) => files.OpenRead(path);

    public IStorageFile OpenRead(string path) => files.OpenRead(path);

    public void CreateFolder(string path) => throw Refused();

    public IReadOnlyList<string> List(string folder) => files.List(folder);

    public void Delete(string path) => throw Refused();

    public void Move(string from, string to) => throw Refused();

    public void Link(string path, string second) => throw Refused();

    public void SyncFolder(string folder) => throw Refused();

    public long FreeBytes(string folder) => files.FreeBytes(folder);

    public long TotalBytes(string folder) => files.TotalBytes(folder);

    private static NotSupportedException Refused() => new("The disk is only looked at.");
}
