using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Packages;

/// <summary>A package file, or a plain folder with a manifest, that lies directly in the folder of installed plugins.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Fingerprint">Changes with names, sizes and times of what is in it.</param>
internal sealed record Drop(string Path, bool IsFolder, long Fingerprint)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether it only leads elsewhere: what lies there is not the hub's to delete.</summary>
    public bool IsLink => (IsFolder ? new DirectoryInfo(Path) : (FileSystemInfo)new FileInfo(Path)).LinkTarget is not null;

    /// <summary>Finds all drops, ordered by name; what vanishes meanwhile is left out.</summary>
    /// <param name="root">The folder of installed plugins.</param>
    public static IReadOnlyList<Drop> Find(string root)
    {
        var drops = new List<Drop>();
        foreach (FileSystemInfo item in new DirectoryInfo(root).EnumerateFileSystemInfos().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            bool isFolder = item is DirectoryInfo;
            bool isDrop = isFolder
                ? item.Name != PackageLayout.StagingName && File.Exists(System.IO.Path.Combine(item.FullName, ManifestReader.FileName))
                : item.Name.EndsWith(PackageLayout.Extension, StringComparison.OrdinalIgnoreCase);
            try
            {
                if (isDrop)
                {
                    drops.Add(new Drop(item.FullName, isFolder, FingerprintOf(item)));
                }
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                // gone already; the next search says what became of it
            }
        }

        return drops;
    }

    /// <summary>Deletes it; versions of a plugin that were installed into the same folder stay.</summary>
    public void Delete()
    {
        if (!IsFolder || IsLink)
        {
            File.Delete(Path); // of a link to a folder the link alone
            return;
        }

        var folder = new DirectoryInfo(Path);
        bool isShared = false;
        foreach (FileSystemInfo item in folder.EnumerateFileSystemInfos())
        {
            if (item is DirectoryInfo { LinkTarget: null } child)
            {
                if (PackageLayout.IsInstalledVersion(child.FullName))
                {
                    isShared = true;
                    continue;
                }

                child.Delete(recursive: true);
            }
            else
            {
                item.Delete();
            }
        }

        if (!isShared)
        {
            folder.Delete();
        }
    }

    // A sum, so that the order of the files does not matter.
    private static long FingerprintOf(FileSystemInfo item)
    {
        if (item.LinkTarget is { } target)
        {
            return HashCode.Combine(item.FullName, target);
        }

        if (item is FileInfo file)
        {
            return HashCode.Combine(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
        }

        long sum = HashCode.Combine(item.FullName);
        foreach (FileSystemInfo child in ((DirectoryInfo)item).EnumerateFileSystemInfos())
        {
            bool isPart = child is FileInfo || child.LinkTarget is not null || !PackageLayout.IsInstalledVersion(child.FullName);
            sum += isPart ? FingerprintOf(child) : 0;
        }

        return sum;
    }
}
