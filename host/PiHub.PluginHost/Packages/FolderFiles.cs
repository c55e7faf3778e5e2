namespace PiHub.PluginHost.Packages;

/// <summary>The files of a plain folder that is to become a package.</summary>
internal static class FolderFiles
{
    /// <summary>Finds all files, ordered by name, and checks number, size, names and kinds.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The limits.</param>
    /// <param name="isWanted">Tells by its relative name with '/' whether a file belongs to the package.</param>
    /// <param name="reasons">Where mistakes are noted.</param>
    public static IReadOnlyList<(string Name, FileInfo File)> Find(
        string folder, PackageOptions options, Func<string, bool> isWanted, RefusalReasons reasons)
    {
        var files = new List<(string Name, FileInfo File)>();
        Walk(new DirectoryInfo(folder), "", files, options.MaximumFiles, isWanted, reasons);
        files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (files.Count > options.MaximumFiles)
        {
            reasons.Add($"it holds more than {options.MaximumFiles} files: leave out what the plugin does not need");
        }

        if (files.Sum(file => file.File.Length) > options.MaximumUnpackedBytes)
        {
            reasons.Add($"it has more than {options.MaximumUnpackedBytes / 1024 / 1024} MiB: leave out what the plugin does not need");
        }

        var names = new EntryNames(reasons);
        files.ForEach(file => names.Add(file.Name));
        return files;
    }

    private static void Walk(
        DirectoryInfo folder,
        string prefix,
        List<(string Name, FileInfo File)> files,
        int maximumFiles,
        Func<string, bool> isWanted,
        RefusalReasons reasons)
    {
        foreach (FileSystemInfo item in folder.EnumerateFileSystemInfos())
        {
            string name = prefix + item.Name;
            if (item.LinkTarget is not null)
            {
                reasons.Add($"'{EntryNames.Shown(name)}' is a link: copy what it leads to instead");
            }
            else if (item is FileInfo file)
            {
                if (isWanted(name))
                {
                    files.Add((name, file));
                }
            }
            else if (item is DirectoryInfo child && !(prefix.Length == 0 && PackageLayout.IsInstalledVersion(child.FullName))
                && files.Count <= maximumFiles && prefix.Count(character => character == '/') < EntryNames.MaximumDepth)
            {
                Walk(child, $"{name}/", files, maximumFiles, isWanted, reasons);
            }
        }
    }
}
