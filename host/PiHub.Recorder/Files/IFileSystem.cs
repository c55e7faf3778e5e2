namespace PiHub.Recorder.Files;

/// <summary>The files of journal and blocks, so that tests can take the power away. Safe to use from any thread.</summary>
/// <remarks>Nothing is durable but what was synced: a file's bytes by <see cref="IStorageFile.Sync"/>, its name, and its absence, by
/// <see cref="SyncFolder"/>. Failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</remarks>
internal interface IFileSystem
{
    /// <summary>Counts what is written through it; null when nobody counts.</summary>
    WriteMeter? Meter => null;

    /// <summary>Opens a file for reading and writing, creating it when it is not there.</summary>
    IStorageFile Open(string path);

    /// <summary>Opens a file for reading; it may be deleted meanwhile and stays readable.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    IStorageFile OpenRead(string path);

    /// <summary>Creates a folder and those above it, when they are not there, durably.</summary>
    void CreateFolder(string path);

    /// <summary>The full paths of the files in a folder, sorted by name; empty when the folder is not there.</summary>
    IReadOnlyList<string> List(string folder);

    void Delete(string path);

    /// <summary>Renames a file; one that has the new name is replaced.</summary>
    void Move(string from, string to);

    /// <summary>Gives a file a second name on the same disk.</summary>
    void Link(string path, string second);

    /// <summary>Makes created, renamed and deleted names in a folder durable.</summary>
    void SyncFolder(string folder);

    /// <summary>Bytes that this program may still write on the folder's disk.</summary>
    long FreeBytes(string folder);

    /// <summary>The size of the folder's disk, bytes.</summary>
    long TotalBytes(string folder);
}
