using Microsoft.Data.Sqlite;
using PiHub.Recorder.Blocks.Care;
using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Opening;
using PiHub.Recorder.Blocks.Placing;
using PiHub.Recorder.Blocks.Reads;
using PiHub.Recorder.Blocks.Upkeep;
using PiHub.Recorder.Engine;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks;

/// <summary>The opened parts of a block engine: wires, decides nothing.</summary>
internal sealed class BlockStore : IAsyncDisposable
{
    public const string Name = "blocks";

    private readonly SeriesCatalog _catalog;
    private readonly BlockIndex _index;
    private readonly BlockFiles _files;
    private readonly DamageLog _damages;

    private BlockStore(
        BlockStoreSetup setup, SeriesCatalog catalog, (HeadBudget Budget, Intake Intake) heads, BlockIndex index, BlockFiles files,
        DamageLog damages)
    {
        (_catalog, _index, _files, _damages) = (catalog, index, files, damages);
        Guard = new TroubleGuard(setup.IndexPath, setup.BlocksFolder);
        Ledger = new Ledger(index, files, catalog, heads.Intake);
        var loader = new BlockLoader(files, damages);
        Reader = new BlockReader(catalog, index, loader, Guard, damages);
        Events = new EventReader(catalog, index, loader, Guard);
        Rollups = new RollupStore(catalog, Ledger, loader);
        Dropper = new Dropper(catalog, Ledger);
        Check = new StoreCheck(index, files, damages);
        Copy = new StoreCopy(index, files, setup.Files);
        var due = new HeadDue(catalog, heads.Budget, setup.Options.HeadBytes, setup.Time);
        var remover = new Remover(catalog, index, Ledger, damages);
        Load(remover);
        Maintenance = new MaintenanceLoop(
            new MaintenanceSteps(
                new Flusher(catalog, heads.Budget, Ledger, loader, due), remover,
                new Compactor(index, files, setup.Files, Ledger, damages)),
            Ledger, index, Guard, setup.Time, setup.Logger);
    }

    public TroubleGuard Guard { get; }

    public Ledger Ledger { get; }

    public BlockReader Reader { get; }

    public EventReader Events { get; }

    public RollupStore Rollups { get; }

    public Dropper Dropper { get; }

    public StoreCheck Check { get; }

    public StoreCopy Copy { get; }

    public MaintenanceLoop Maintenance { get; }

    public EngineStatus Status => new()
    {
        Name = Name,
        Trouble = Maintenance.Trouble,
        Series = _catalog.Count,
        Readings = Ledger.Readings,
        BytesOnDisk = _files.Bytes + (File.Exists(_index.Path) ? new FileInfo(_index.Path).Length : 0),
        BlockBytes = _files.Bytes,
        Waiting = Waiting(),
        Damages = _damages.Newest,
    };

    /// <summary>Opens index and files, and starts the maintenance.</summary>
    /// <exception cref="EngineException">The disk fails.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public static Task<BlockStore> OpenAsync(
        BlockStoreSetup setup, SeriesCatalog catalog, HeadBudget budget, Intake intake, CancellationToken cancellationToken)
    {
        // Much of a rebuild is reading: not on the caller's thread.
        return Task.Run(() => Open(setup, catalog, (budget, intake)), cancellationToken);
    }

    /// <summary>The newest reading of each series in blocks.</summary>
    public List<Reading> Newest()
    {
        var newest = new List<Reading>();
        foreach (SeriesState state in _catalog.Series)
        {
            if (state.Row is { Newest: { } point, Series: { } series })
            {
                newest.Add(new Reading
                {
                    Device = series.Device, Metric = series.Metric, Time = point.Time, Value = point.Value, Quality = point.Quality,
                });
            }
        }

        return newest;
    }

    public async ValueTask DisposeAsync()
    {
        await Maintenance.DisposeAsync();
        await Ledger.Gate.WaitAsync();
        _index.Dispose();
        _files.Dispose();
        Ledger.Dispose();
    }

    private static BlockStore Open(BlockStoreSetup setup, SeriesCatalog catalog, (HeadBudget Budget, Intake Intake) heads)
    {
        var guard = new TroubleGuard(setup.IndexPath, setup.BlocksFolder);
        var files = new BlockFiles(setup.Files, setup.BlocksFolder, setup.RotateBytes);
        var damages = new DamageLog(catalog.NameOf, setup.Time, setup.Logger, setup.BlocksFolder);
        return guard.Run(() =>
        {
            BlockIndex index = new StoreOpener(setup.IndexPath, setup.Files, files, setup.Time, setup.Logger).Open(damages);
            return new BlockStore(setup, catalog, heads, index, files, damages);
        });
    }

    private void Load(Remover remover)
    {
        using SqliteConnection connection = _index.Open();
        _catalog.Load(
            IndexContent.Series(connection), IndexContent.Stale(connection), IndexContent.Deletions(connection),
            IndexContent.LastSeriesId(connection));
        Ledger.Load(IndexContent.State(connection) ?? new IndexState(0, 1, 0, IsComplete: true));
        remover.Load(IndexContent.Gone(connection));
        _damages.Restore(IndexContent.Damages(connection));
    }

    private long Waiting()
    {
        long waiting = 0;
        foreach (SeriesState state in _catalog.Series)
        {
            lock (state.Lock)
            {
                waiting += state.Head.Count;
            }
        }

        return waiting;
    }
}
