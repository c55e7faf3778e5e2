using PiHub.PluginHost.Manifests;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Packages;

/// <summary>Checks the content of a package in a folder: manifest, entry assembly, native code.</summary>
internal sealed class PackageCheck(IReadOnlyList<string> reservedIds)
{
    /// <summary>Checks everything.</summary>
    /// <returns>The manifest; null when it cannot be read.</returns>
    public PluginManifest? Content(string folder, RefusalReasons reasons)
    {
        PluginManifest? manifest = Manifest(folder, reasons);
        if (manifest is not null && reservedIds.Contains(manifest.Id))
        {
            reasons.Add($"the id '{manifest.Id}' is used by the hub itself: choose another id");
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!NativeCode.IsForAnotherMachine(name) && NativeCode.ForeignKind(path) is { } kind)
            {
                reasons.Add($"'{EntryNames.Shown(name)}' is {kind}: put it into runtimes/<rid>/native/, beside the one for this machine");
            }
        }

        return manifest;
    }

    /// <summary>Checks the manifest and the entry assembly alone.</summary>
    /// <returns>The manifest; null when it cannot be read.</returns>
    public static PluginManifest? Manifest(string folder, RefusalReasons reasons)
    {
        if (!File.Exists(Path.Combine(folder, ManifestReader.FileName)))
        {
            string? misplaced = Directory.EnumerateFiles(folder, ManifestReader.FileName, SearchOption.AllDirectories).FirstOrDefault();
            reasons.Add(misplaced is null
                ? $"it has no {ManifestReader.FileName}: write one and put it at the root of the package"
                : $"{ManifestReader.FileName} lies in '{EntryNames.Shown(Path.GetRelativePath(folder, misplaced))}', not at the root: "
                    + "pack what is in the folder, not the folder");
            return null;
        }

        IReadOnlyList<ManifestError> errors = ManifestReader.Read(folder, out PluginManifest? manifest);
        foreach (ManifestError error in errors)
        {
            reasons.Add($"{(error.Path.Length > 0 ? $"{ManifestReader.FileName}: " : "")}{error}");
        }

        if (manifest is not null && !errors.Any(error => error.Path == "$.entry"))
        {
            EntryAssembly.Check(Path.Combine(folder, manifest.Entry), reasons);
        }

        return manifest;
    }
}
