namespace PiHub.Backup;

/// <summary>Puts checked, unpacked files in the place of a data folder's content. A power cut in between is made good by
/// <see cref="Finish"/>, which every start calls.</summary>
public static class RestoreSwap
{
    private const string ReadyFile = "ready";
    private const string ContentFolder = "content";

    // What belongs to the machine's own running hub, not to its data.
    private static readonly string[] Staying = ["backups", "pihub.lock", "pihub.sock"];

    /// <summary>Finishes a restore that was prepared.</summary>
    /// <param name="dataFolder">The data folder, on which no hub runs.</param>
    /// <returns>Where the former data is now; null when no restore was prepared.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public static string? Finish(string dataFolder)
    {
        var folder = new BackupFolder(dataFolder);
        string ready = Path.Combine(folder.Restoring, ReadyFile);
        if (!File.Exists(ready))
        {
            return null;
        }

        string former = Path.Combine(folder.Root, File.ReadAllText(ready).Trim());
        string content = ContentOf(folder);

        // Of each name the former one leaves first; when both are done it has left and the new one is in its place.
        Directory.CreateDirectory(former);
        string moved = Path.Combine(folder.Restoring, "moved");
        if (!File.Exists(moved))
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder.Data).Where(path => !Staying.Contains(Path.GetFileName(path))))
            {
                Directory.Move(path, Path.Combine(former, Path.GetFileName(path)));
            }

            File.WriteAllText(moved, "");
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(content))
        {
            Directory.Move(path, Path.Combine(folder.Data, Path.GetFileName(path)));
        }

        Directory.Delete(folder.Restoring, recursive: true);
        return former;
    }

    /// <summary>Where the unpacked files wait.</summary>
    internal static string ContentOf(BackupFolder folder) => Path.Combine(folder.Restoring, ContentFolder);

    /// <summary>From here on the restore is finished whatever happens.</summary>
    internal static void Prepare(BackupFolder folder, DateTimeOffset now)
    {
        string partial = Path.Combine(folder.Restoring, "ready.partial");
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes($"before-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, Path.Combine(folder.Restoring, ReadyFile));
    }
}
