namespace PiHub.PluginHost.Packages;

/// <summary>Puts a staged package into its place.</summary>
public static class PluginInstalling
{
    /// <summary>Moves the package into its place; it is found at the next start.</summary>
    /// <param name="registry">The plugins.</param>
    /// <param name="package">The package; consumed.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<PluginSnapshot> InstallAsync(
        this PluginRegistry registry, StagedPackage package, InstallOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(options);
        string root = Path.GetDirectoryName(Path.GetDirectoryName(package.Folder)) ?? "";
        string target = Path.Combine(root, package.Manifest.Id, package.Manifest.Version);
        if (Directory.Exists(target))
        {
            target += $"~{package.ContentHash[..8]}";
        }

        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(root, package.Manifest.Id));
        Directory.Move(package.Folder, target);
        return Task.FromResult(new PluginSnapshot
        {
            Id = package.Manifest.Id, Manifest = package.Manifest, State = PluginState.Disabled, IsEnabled = options.Enable,
        });
    }
}
