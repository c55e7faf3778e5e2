using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.PluginHost.Packages;

/// <summary>Installs packages and plain folders that are dropped into the folder of plugins, which is consent to what they ask for.</summary>
/// <remarks>Begins when the hub has started, with what lies there already. What is refused stays until it changes.</remarks>
public sealed class DropWatcher : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly InstallOptions Options = new(Enable: true, Consent: true, "drop");
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(3);

    private readonly PackageStaging _staging;
    private readonly PackageOptions _options;
    private readonly Func<StagedPackage, InstallOptions, CancellationToken, Task<PluginSnapshot>> _install;
    private readonly TimeProvider _time;
    private readonly ILogger<DropWatcher> _logger;
    private readonly DropSettling _settling;
    private readonly ConcurrentDictionary<string, (RefusedDrop Refused, Drop Drop)> _refused = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();

    // One signal that something may have happened is as good as many.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Creates it; it watches after the hub's start.</summary>
    /// <param name="staging">Unpacks and checks.</param>
    /// <param name="registry">Takes what is good.</param>
    /// <param name="options">Where, and how long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public DropWatcher(
        PackageStaging staging, PluginRegistry registry, IOptions<PackageOptions> options, TimeProvider time, ILogger<DropWatcher> logger)
        : this(staging, (package, how, cancellationToken) => registry.InstallAsync(package, how, cancellationToken), options, time, logger)
    {
    }

    internal DropWatcher(
        PackageStaging staging,
        Func<StagedPackage, InstallOptions, CancellationToken, Task<PluginSnapshot>> install,
        IOptions<PackageOptions> options,
        TimeProvider time,
        ILogger<DropWatcher> logger)
    {
        (_staging, _install, _options, _time, _logger) = (staging, install, options.Value, time, logger);
        _settling = new DropSettling(_options.DropSettleTime, time);
    }

    /// <summary>What cannot be taken, ordered by name.</summary>
    public IReadOnlyList<RefusedDrop> Refused =>
        [.. _refused.Values.Select(entry => entry.Refused).OrderBy(drop => drop.Name, StringComparer.Ordinal)];

    /// <summary>Deletes something that was refused.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether there was something refused of that name.</returns>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public bool Remove(string name)
    {
        if (!_refused.TryGetValue(name, out var entry))
        {
            return false;
        }

        entry.Drop.Delete();
        _refused.TryRemove(name, out _);
        return true;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deletes what an earlier process left half unpacked.</summary>
    /// <param name="cancellationToken">Not used; it is quick.</param>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_options.Folder);
        _staging.DeleteLeftovers();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (!_isDisposed)
        {
            await _stop.CancelAsync();
        }

        // An installation that cannot be given up any more must not hold up the hub's stop; the next start takes the drop again.
        await Task.WhenAny(_running, Task.Delay(StopDeadline, _time, CancellationToken.None));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>The container disposes it once for each way in which it is registered.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            await StoppingAsync(CancellationToken.None);
            _isDisposed = true;
            _stop.Dispose();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using FileSystemWatcher? watcher = Watch();
        try
        {
            while (true)
            {
                bool isUnsettled = await LookAsync(cancellationToken);
                await WaitAsync(isUnsettled ? _options.DropSettleTime / 4 : _options.DropPollInterval, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the hub stops
        }
    }

    // Without it the poll alone finds what is dropped: each user has a limited number of watches.
    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_options.Folder);
            watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException exception)
        {
            Log.DropsOnlyPolled(_logger, _options.Folder, _options.DropPollInterval.TotalSeconds, exception);
            return null;
        }
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // time to look again
        }
    }

    /// <returns>Whether something is there that may still be growing.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Drop> drops = Find();
        foreach (string gone in _refused.Keys.Except(drops.Select(drop => drop.Name)))
        {
            _refused.TryRemove(gone, out _);
        }

        Drop[] candidates = [.. drops.Where(drop =>
            !_refused.TryGetValue(drop.Name, out var entry) || entry.Drop.Fingerprint != drop.Fingerprint)];
        IReadOnlyList<Drop> settled = _settling.Look(candidates);
        foreach (Drop drop in settled)
        {
            await TakeAsync(drop, cancellationToken);
        }

        return settled.Count < candidates.Length;
    }

    private IReadOnlyList<Drop> Find()
    {
        try
        {
            return Drop.Find(_options.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.DropsNotFound(_logger, _options.Folder, exception);
            return [];
        }
    }

    private async Task TakeAsync(Drop drop, CancellationToken cancellationToken)
    {
        try
        {
            if (drop.IsLink)
            {
                throw new PackageRefusedException(["it is a link, and what is taken is deleted: copy what it leads to instead"]);
            }

            using StagedPackage package = drop.IsFolder
                ? await _staging.StageFolderAsync(drop.Path, Options.Source, cancellationToken)
                : await StageFileAsync(drop.Path, cancellationToken);
            PluginSnapshot plugin = await _install(package, Options, cancellationToken);
            drop.Delete();
            _refused.TryRemove(drop.Name, out _);
            Log.DropTaken(_logger, drop.Name, plugin.Id, package.Manifest.Version);
        }
        catch (PackageRefusedException exception)
        {
            Refuse(drop, exception.Reasons);
            Log.DropRefused(_logger, drop.Name, exception.Message);
        }
#pragma warning disable CA1031 // Boundary to foreign packages: one that fails in whatever way is listed, the others are taken.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.DropFailed(_logger, drop.Name, exception);
            Refuse(drop, [$"it could not be installed: {exception.Message.TrimEnd('.')}; mend that and drop it again"]);
        }
    }

    private async Task<StagedPackage> StageFileAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        return await _staging.StageAsync(file, Options.Source, expectedSha256: null, cancellationToken);
    }

    private void Refuse(Drop drop, IReadOnlyList<string> reasons) =>
        _refused[drop.Name] = (new RefusedDrop(drop.Name, reasons, _time.GetUtcNow()), drop);
}
