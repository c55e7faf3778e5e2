using Microsoft.Extensions.Options;

namespace PiHub.PluginHost.Packages;

/// <summary>Installs packages, each once.</summary>
/// <param name="registry">The plugins.</param>
/// <param name="options">Where they are installed.</param>
public sealed class PackageInstaller(PluginRegistry registry, IOptions<PackageOptions> options)
{
    /// <summary>Whether exactly this content is the version in use. One that is installed but not in use can be chosen by installing it.</summary>
    /// <param name="package">The staged package.</param>
    public bool IsInstalled(StagedPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return registry.Find(package.Manifest.Id) is { Source: PluginSource.Installed, Version.Length: > 0 } plugin
            && InstalledRecord.Read(Path.Combine(options.Value.Folder, plugin.Id, plugin.Version))?.ContentHash == package.ContentHash;
    }

    /// <summary>Installs a package.</summary>
    /// <param name="package">The staged package; consumed.</param>
    /// <param name="how">How.</param>
    /// <param name="cancellationToken">Gives up, where that is still possible.</param>
    /// <returns>The plugin afterwards; its state says whether it runs.</returns>
    public Task<PluginSnapshot> InstallAsync(StagedPackage package, InstallOptions how, CancellationToken cancellationToken) =>
        registry.InstallAsync(package, how, cancellationToken);
}
