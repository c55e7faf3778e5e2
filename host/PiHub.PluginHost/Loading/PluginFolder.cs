using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Manifests;
using PiHub.PluginHost.Packages;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Loading;

/// <summary>A folder with a <c>plugin.json</c>, as found on disk: one version of a plugin. Nothing of it is loaded.</summary>
internal sealed record PluginFolder(string Path, string Id, PluginManifest? Manifest, IReadOnlyList<string> Errors)
{
    public PluginSource Source { get; init; }

    /// <summary>What the version is called in the hub, unique among those of the plugin.</summary>
    public string Name { get; init; } = Manifest?.Version ?? "";

    /// <summary>What was written down when it was installed; null when it was not.</summary>
    public InstalledRecord? Record { get; init; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public string? Trouble => Errors.Count == 0 ? null : string.Join("; ", Errors);

    /// <summary>For comparisons; the lowest when the manifest's cannot be read.</summary>
    public SemanticVersion Version { get; } =
        SemanticVersion.TryParse(Manifest?.Version, out SemanticVersion? version) ? version : new SemanticVersion(0, 0, 0, "0");

    /// <summary>Finds the plugin folders directly below some folders, ordered by id. A plugin in an earlier folder replaces one with
    /// the same id in a later folder; two in the same folder are a mistake, and the first one wins.</summary>
    public static IReadOnlyList<PluginFolder> Scan(IEnumerable<string> roots, ILogger logger)
    {
        var found = new Dictionary<string, PluginFolder>(StringComparer.Ordinal);
        foreach (string root in roots.Where(Directory.Exists))
        {
            foreach (PluginFolder plugin in ScanRoot(root))
            {
                if (!found.TryAdd(plugin.Id, plugin))
                {
                    Log.Shadowed(logger, plugin.Id, found[plugin.Id].Path, plugin.Path);
                }
            }
        }

        return [.. found.Values.OrderBy(plugin => plugin.Id, StringComparer.Ordinal)];
    }

    /// <summary>Reads one folder's manifest.</summary>
    public static PluginFolder Read(string folder)
    {
        IReadOnlyList<ManifestError> errors = ManifestReader.Read(folder, out PluginManifest? manifest);

        // A folder whose manifest cannot even say its id is listed under the folder's name.
        return new PluginFolder(folder, manifest?.Id ?? System.IO.Path.GetFileName(folder), manifest, [.. errors.Select(error => error.ToString())])
        {
            Record = InstalledRecord.Read(folder),
        };
    }

    private static List<PluginFolder> ScanRoot(string root)
    {
        var found = new Dictionary<string, PluginFolder>(StringComparer.Ordinal);
        foreach (string folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(System.IO.Path.Combine(folder, ManifestReader.FileName)))
            {
                continue;
            }

            PluginFolder plugin = Read(folder);
            if (!found.TryAdd(plugin.Id, plugin))
            {
                string name = $"{plugin.Id} ({folder})";
                found[name] = plugin with
                {
                    Id = name,
                    Errors = [$"its id is taken by the plugin in '{found[plugin.Id].Path}'", .. plugin.Errors],
                };
            }
        }

        return [.. found.Values];
    }
}
