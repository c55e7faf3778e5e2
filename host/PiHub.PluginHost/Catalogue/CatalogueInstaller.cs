using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Catalogue;

/// <summary>Downloads plugins from the catalogue and installs them.</summary>
public sealed class CatalogueInstaller
{
    // Progress is told when this much more has come.
    private const long ProgressStepBytes = 256 * 1024;

    private readonly PluginCatalogue _catalogue;
    private readonly PackageStaging _staging;
    private readonly PackageInstaller _installer;
    private readonly CatalogueOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    /// <summary>Creates it.</summary>
    /// <param name="catalogue">What there is.</param>
    /// <param name="staging">Unpacks and checks.</param>
    /// <param name="installer">Takes what is good.</param>
    /// <param name="options">How long to wait for the network.</param>
    /// <param name="time">The clock.</param>
    public CatalogueInstaller(
        PluginCatalogue catalogue, PackageStaging staging, PackageInstaller installer, IOptions<CatalogueOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_catalogue, _staging, _installer, _options, _time) = (catalogue, staging, installer, options.Value, time);
    }

    /// <summary>Raised as an installation goes on. Handlers must be quick.</summary>
    public event Action<CatalogueProgress>? Progressed;

    /// <summary>Finds a version.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="version">The version; null for the newest that this hub can use.</param>
    /// <exception cref="CatalogueException">There is none, or this hub cannot use it.</exception>
    public CatalogueVersion Find(string id, string? version)
    {
        CataloguePlugin plugin = _catalogue.Snapshot.Index.Plugins.FirstOrDefault(plugin => plugin.Id == id)
            ?? throw new CatalogueException($"there is no plugin '{id}' in the catalogue");
        CatalogueVersion found = (version is null ? plugin.Newest : plugin.Versions.FirstOrDefault(entry => entry.Version == version))
            ?? throw new CatalogueException(version is null
                ? $"there is no version of '{id}' that this hub can use"
                : $"there is no version '{version}' of '{id}' in the catalogue");
        return found.Incompatibility is { } reason ? throw new CatalogueException($"{id} {found.Version} cannot be used: {reason}") : found;
    }

    /// <summary>Downloads, checks and installs a version.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="version">The version, found by <see cref="Find"/>.</param>
    /// <param name="how">How.</param>
    /// <param name="cancellationToken">Gives up the download.</param>
    /// <returns>The plugin afterwards; null when an installation of it is under way already.</returns>
    /// <exception cref="CatalogueException">It cannot be had.</exception>
    /// <exception cref="PackageRefusedException">The package is not good.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task<PluginSnapshot?> InstallAsync(string id, CatalogueVersion version, InstallOptions how, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (!_underWay.TryAdd(id, true))
        {
            return null;
        }

        long received = 0;
        void Tell(string phase, string? reason = null) => Progressed?.Invoke(new CatalogueProgress(id, phase, received, version.SizeBytes, reason));
        string? failure = "it was given up";
        try
        {
            Tell("downloading");
            using StagedPackage package = await DownloadAsync(id, version, how, count => received = count, Tell, cancellationToken);
            Tell("installing");
            PluginSnapshot plugin = await _installer.InstallAsync(package, how, CancellationToken.None);
            failure = null;
            return plugin;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failure = exception.Message.TrimEnd('.');
            throw;
        }
        finally
        {
            _underWay.TryRemove(id, out _);
            Tell(failure is null ? "done" : "failed", failure);
        }
    }

    private async Task<StagedPackage> DownloadAsync(
        string id,
        CatalogueVersion version,
        InstallOptions how,
        Action<long> count,
        Action<string, string?> tell,
        CancellationToken cancellationToken)
    {
        long told = 0;
        long last = -1;
        void Received(long bytes)
        {
            bool isEnd = bytes == last;
            (last, told) = (bytes, isEnd || bytes - told >= ProgressStepBytes ? bytes : told);
            count(bytes);
            if (isEnd || told == bytes)
            {
                tell(isEnd ? "checking" : "downloading", null);
            }
        }

        try
        {
            await using var content = new DownloadStream(
                await _catalogue.OpenAsync(version, cancellationToken), _options.Timeout, _time, Received);
            StagedPackage package = await _staging.StageAsync(content, how.Source, version.Sha256, cancellationToken);
            if (package.Manifest.Id == id && package.Manifest.Version == version.Version)
            {
                return package;
            }

            package.Dispose();
            throw new PackageRefusedException(
                [$"it is {package.Manifest.Id} {package.Manifest.Version}, but the catalogue says {id} {version.Version}: tell the catalogue's owner"]);
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException or TimeoutException)
        {
            throw CatalogueClient.Unreachable(exception);
        }
    }
}
