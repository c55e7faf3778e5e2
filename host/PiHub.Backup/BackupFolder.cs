namespace PiHub.Backup;

/// <summary>The places of backups in a data folder.</summary>
internal sealed class BackupFolder(string dataFolder)
{
    private const string Prefix = "pihub-";
    private const string Extension = ".tar";

    public string Data { get; } = Path.GetFullPath(dataFolder);

    public string Root => Path.Combine(Data, "backups");

    /// <summary>Where a backup is made; nothing in it outlives that.</summary>
    public string Making => Path.Combine(Root, ".making");

    /// <summary>Where one is unpacked to be put back.</summary>
    public string Restoring => Path.Combine(Root, ".restoring");

    public static string NameOf(DateTimeOffset now) => $"{Prefix}{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}{Extension}";

    /// <summary>Whether a name is one that a backup may have: never a path.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    public IReadOnlyList<BackupFile> List() => !Directory.Exists(Root)
        ? []
        : [.. new DirectoryInfo(Root).EnumerateFiles(Prefix + "*" + Extension).Where(file => IsName(file.Name))
            .OrderByDescending(file => file.Name, StringComparer.Ordinal)
            .Select(file => new BackupFile(file.Name, file.LastWriteTimeUtc, file.Length))];
}
