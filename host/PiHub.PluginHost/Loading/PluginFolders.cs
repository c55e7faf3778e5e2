using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Manifests;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Loading;

/// <summary>The versions of all plugins on the disk: bundled ones, and installed ones in <c>&lt;id&gt;/&lt;version&gt;/</c>.</summary>
internal sealed class PluginFolders(PluginHostOptions options, ILogger<PluginRegistry> logger)
{
    /// <summary>Finds all versions of all plugins, the highest of each plugin first.</summary>
    public IReadOnlyList<IGrouping<string, PluginFolder>> Scan() =>
    [
        .. ScanInstalled()
            .Concat(PluginFolder.Scan(options.Folders, logger))
            .DistinctBy(version => (version.Id, version.Name)) // an installed one hides a bundled one of the same version
            .OrderByDescending(version => version.Version)
            .GroupBy(version => version.Id, StringComparer.Ordinal)
            .OrderBy(plugin => plugin.Key, StringComparer.Ordinal),
    ];

    /// <summary>Moves an unpacked package to its place among the plugin's versions.</summary>
    /// <returns>The version; one that was there when its content is the same, and then the package stays where it is.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public PluginFolder Place(StagedPackage package, IReadOnlyList<PluginFolder> known)
    {
        string version = package.Manifest.Version;
        string content = ContentOf(package.Folder);
        PluginFolder[] sameVersion = [.. known.Where(other => other.Manifest?.Version == version)];
        if (Array.Find(sameVersion, other => ContentOf(other.Path) == content) is { } same)
        {
            return same;
        }

        string name = sameVersion.Length == 0 ? version : $"{version}~{content[..8]}";
        string target = Path.Combine(options.InstalledFolder, package.Manifest.Id, name);
        if (Directory.Exists(target))
        {
            DurableFolder.Delete(target); // a folder that is no version: its manifest could not be found
        }

        DurableFolder.Move(package.Folder, target);
        return PluginFolder.Read(target) with { Name = name, Source = PluginSource.Installed };
    }

    /// <summary>Deletes an installed version.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Delete(PluginFolder version) => DurableFolder.Delete(version.Path);

    /// <summary>Deletes the folder of a plugin of which no version is left.</summary>
    public void DeletePlugin(string id) => DeleteIfThere(Path.Combine(options.InstalledFolder, id));

    /// <summary>Deletes a plugin's own data.</summary>
    public void DeleteData(string id) => DeleteIfThere(Path.Combine(options.DataFolder, id));

    // Without the hub's own record, which tells when it came.
    private static string ContentOf(string folder) => Convert.ToHexStringLower(ContentHash.OfFolder(folder));

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            DurableFolder.Delete(folder);
        }
    }

    private IEnumerable<PluginFolder> ScanInstalled()
    {
        if (!Directory.Exists(options.InstalledFolder))
        {
            yield break;
        }

        DurableFolder.DeleteLeftovers(options.InstalledFolder);
        foreach (string plugin in Folders(options.InstalledFolder))
        {
            DurableFolder.DeleteLeftovers(plugin);
            if (ReadDropped(plugin) is { } broken)
            {
                yield return broken;
            }

            foreach (string folder in Folders(plugin).Where(folder => File.Exists(Path.Combine(folder, ManifestReader.FileName))))
            {
                yield return Read(folder, Path.GetFileName(plugin));
            }
        }
    }

    // A plugin's files right below its own folder were put there to be installed. What cannot be is listed, so that its owner sees why.
    private static PluginFolder? ReadDropped(string folder) =>
        File.Exists(Path.Combine(folder, ManifestReader.FileName)) && PluginFolder.Read(folder) is { Trouble: not null } broken
            ? broken with { Source = PluginSource.Installed }
            : null;

    private static PluginFolder Read(string folder, string id)
    {
        PluginFolder version = PluginFolder.Read(folder) with { Name = Path.GetFileName(folder), Source = PluginSource.Installed };
        return version.Manifest is null || version.Id == id
            ? version with { Id = id }
            : version with { Id = id, Errors = [.. version.Errors, $"its folder is named after '{id}', but its manifest says '{version.Id}'"] };
    }

    private static IEnumerable<string> Folders(string parent) =>
        Directory.EnumerateDirectories(parent).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal);
}
