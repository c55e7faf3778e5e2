using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Packages;

/// <summary>The names in a package and in the folder of installed plugins.</summary>
internal static class PackageLayout
{
    /// <summary>How the name of a package file ends.</summary>
    public const string Extension = ".pihub";

    /// <summary>The signature, at the root of a package.</summary>
    public const string SignatureName = "signature.json";

    /// <summary>What the hub remembers of an installed package, at the root of its folder; no package may bring one.</summary>
    public const string RecordName = "installed.json";

    /// <summary>The folder where packages are unpacked, beside the installed plugins.</summary>
    public const string StagingName = ".staging";

    /// <summary>Whether a folder is an installed version, <c>&lt;id&gt;/&lt;version&gt;[~&lt;hash&gt;]</c>, and so no part of what was
    /// dropped around it.</summary>
    public static bool IsInstalledVersion(string folder) =>
        SemanticVersion.TryParse(Path.GetFileName(folder).Split('~')[0], out _) && File.Exists(Path.Combine(folder, ManifestReader.FileName));
}
