using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Packages;

/// <summary>A package that was unpacked and checked in a staging folder beside the installed plugins; nothing of it is loaded.</summary>
/// <remarks>Whoever installs it moves <see cref="Folder"/> to its place; disposing deletes what was not moved.</remarks>
public sealed class StagedPackage : IDisposable
{
    /// <summary>The staging folder, complete and valid, on the same file system as the installed plugins.</summary>
    public required string Folder { get; init; }

    /// <summary>Its manifest, without errors.</summary>
    public required PluginManifest Manifest { get; init; }

    /// <summary>The SHA-256 of the package file as it came, 64 lower-case hexadecimal digits; empty for a plain folder.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The hash of what it holds, the same for a package file and for a plain folder: 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Who signed it; null when nobody did.</summary>
    public PackageSigner? Signer { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
