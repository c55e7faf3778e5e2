using Microsoft.Extensions.Options;

namespace PiHub.PluginHost.Packages;

/// <summary>Installs packages, each once.</summary>
/// <param name="registry">The plugins.</param>
/// <param name="options">Where they are installed.</param>
public sealed class PackageInstaller(PluginRegistry registry, IOptions<PackageOptions> options)
{
    /// <summary>Whether the same content of the same version is what was installed last, and is the version in use.</summary>
    /// <param name="package">The staged package.</param>
    public bool IsInstalled(StagedPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        string folder = Path.Combine(options.Value.Folder, package.Manifest.Id);
        return registry.Find(package.Manifest.Id)?.Manifest?.Version == package.Manifest.Version && Directory.Exists(folder)
            && Directory.EnumerateDirectories(folder)
                .Where(version => Path.GetFileName(version).Split('~')[0] == package.Manifest.Version)
                .Select(InstalledRecord.Read)
                .OfType<InstalledRecord>()
                .MaxBy(record => record.InstalledAt)?.ContentHash == package.ContentHash;
    }

    /// <summary>Installs a package.</summary>
    /// <param name="package">The staged package; consumed.</param>
    /// <param name="how">How.</param>
    /// <param name="cancellationToken">Gives up, where that is still possible.</param>
    /// <returns>The plugin afterwards; its state says whether it runs.</returns>
    public Task<PluginSnapshot> InstallAsync(StagedPackage package, InstallOptions how, CancellationToken cancellationToken) =>
        registry.InstallAsync(package, how, cancellationToken);
}
