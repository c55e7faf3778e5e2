using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.PluginHost.Catalogue;

/// <summary>The catalogue of plugins that can be installed: fetched in the background, kept for when the network is away.</summary>
public sealed class PluginCatalogue : IHostedService, IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(30); // the hub's start has other work

    private readonly CatalogueOptions _options;
    private readonly CatalogueClient _client;
    private readonly CatalogueStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<PluginCatalogue> _logger;
    private readonly Random _random = new(); // for the background loop only
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private volatile CatalogueSnapshot _snapshot;
    private string? _etag; // guarded by _refreshing
    private Task _running = Task.CompletedTask;

    /// <summary>Reads what is kept of the catalogue.</summary>
    /// <param name="options">Where it comes from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public PluginCatalogue(IOptions<CatalogueOptions> options, TimeProvider time, ILogger<PluginCatalogue> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _logger) = (options.Value, time, logger);
        _client = new CatalogueClient(_options, time);
        _store = new CatalogueStore(_options.Folder);
        _snapshot = new CatalogueSnapshot(_options.Source, CatalogueIndex.Empty, FetchedAt: null, Trouble: null);
        if (IsThere && _store.Load(_client.Source) is var (json, origin))
        {
            try
            {
                _snapshot = _snapshot with { Index = CatalogueReader.Read(json, _client.Source), FetchedAt = origin.FetchedAt };
                _etag = origin.ETag;
            }
            catch (CatalogueException)
            {
                // damaged on disk; it is fetched again
            }
        }
    }

    /// <summary>Raised after the catalogue was fetched anew. Handlers must be quick.</summary>
    public event Action? Changed;

    /// <summary>The catalogue as it is known now.</summary>
    public CatalogueSnapshot Snapshot => _snapshot;

    private bool IsThere => _options.Source.Length > 0;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = IsThere ? Task.Run(() => RunAsync(_stop.Token), CancellationToken.None) : Task.CompletedTask;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _refreshing.Dispose();
        _stop.Dispose();
    }

    /// <summary>Fetches the catalogue now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CatalogueException">It cannot be had; what was known stays.</exception>
    public async Task<CatalogueSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        if (!IsThere)
        {
            throw new CatalogueException("this hub has no catalogue; set Plugins:Catalogue:Source");
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            (byte[] Json, string? ETag)? fetched = await _client.FetchIndexAsync(_etag, cancellationToken);
            CatalogueIndex index = fetched is { } content ? CatalogueReader.Read(content.Json, _client.Source) : _snapshot.Index;
            _etag = fetched is { } marked ? marked.ETag : _etag;
            _snapshot = new CatalogueSnapshot(_options.Source, index, _time.GetUtcNow(), Trouble: null);
            Keep(fetched?.Json);
        }
        catch (CatalogueException exception)
        {
            _snapshot = _snapshot with { Trouble = exception.Message };
            Log.CatalogueFailed(_logger, _options.Source, exception.Message);
            throw;
        }
        finally
        {
            _refreshing.Release();
        }

        if (_snapshot.Index.Faults is [var first, ..])
        {
            Log.CatalogueFaulty(_logger, _options.Source, _snapshot.Index.Faults.Count, first);
        }

        Changed?.Invoke();
        return _snapshot;
    }

    /// <summary>Begins to download a package.</summary>
    internal Task<Stream> OpenAsync(CatalogueVersion version, CancellationToken cancellationToken) =>
        _client.OpenAsync(version.Url, cancellationToken);

    private void Keep(byte[]? json)
    {
        try
        {
            _store.Save(json, new CatalogueOrigin(_client.Source.ToString(), _etag, _time.GetUtcNow()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CatalogueNotKept(_logger, _options.Folder, exception);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan age = _snapshot.FetchedAt is { } fetchedAt ? _time.GetUtcNow() - fetchedAt : TimeSpan.MaxValue;
            // A computer without a clock of its own may start long before what it remembers.
            TimeSpan wait = age >= _options.RefreshInterval || age < TimeSpan.Zero ? FirstDelay : _options.RefreshInterval - age;
            while (true)
            {
                // Give or take a tenth, so that not all hubs ask at the same time.
                await Task.Delay(wait * (0.9 + (0.2 * _random.NextDouble())), _time, cancellationToken);
                wait = await TryRefreshAsync(cancellationToken) || _options.RefreshInterval < RetryInterval ? _options.RefreshInterval : RetryInterval;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the hub stops
        }
    }

    private async Task<bool> TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
            return true;
        }
        catch (CatalogueException)
        {
            return false; // said in the log
        }
    }
}
