using Microsoft.Extensions.Logging;
using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks;

/// <summary>Keeps readings in compressed blocks in files of its own, with an SQLite database as index.</summary>
/// <remarks>What was taken is in memory, in heads, until it is written into blocks; the journal has it meanwhile. One loop writes; nobody
/// waits for it but who writes rollups or deletes. See <see cref="BlockStore"/> for the parts.</remarks>
internal sealed class BlockEngine : IReadingEngine
{
    private readonly SeriesCatalog _catalog = new();
    private readonly HeadBudget _budget;
    private readonly Intake _intake;
    private readonly Func<CancellationToken, Task<BlockStore>> _open;
    private BlockStore? _store;

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="options">The folder and the bounds.</param>
    /// <param name="files">The block files' disk; the index is always on the machine's.</param>
    /// <param name="time">The clock of ages and waits.</param>
    /// <param name="logger">Is told of damage and trouble.</param>
    /// <param name="rotateBytes">Behind so many bytes the next block file begins.</param>
    public BlockEngine(
        RecorderOptions options, IFileSystem files, TimeProvider time, ILogger logger, long rotateBytes = BlockFiles.UsualRotateBytes)
    {
        _budget = new HeadBudget(options.HeadBytes);
        _intake = new Intake(_catalog, _budget, time);
        _open = token => BlockStore.OpenAsync(
            new BlockStoreSetup(options, files, time, logger) { RotateBytes = rotateBytes }, _catalog, _budget, _intake, token);
    }

    public long NeededFrom => _store?.Ledger.NeededFrom ?? 1;

    public long KnownUntil => Math.Max(NeededFrom - 1, _catalog.KnownUntil);

    public EngineStatus Status => _store?.Status ?? new EngineStatus { Name = BlockStore.Name };

    private BlockStore Store => _store ?? throw new EngineException("The reading store is not open yet.");

    public async ValueTask<IReadOnlyList<Reading>> OpenAsync(IJournal journal, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        _intake.Reset();
        _budget.Reset();
        _store = await _open(cancellationToken);
        return _store.Newest();
    }

    public void Take(IReadOnlyList<JournalEntry> committed)
    {
        if (_intake.Take(committed))
        {
            _store?.Maintenance.Wake();
        }
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _budget.WaitForRoomAsync(cancellationToken);

    public IReadOnlyList<RecordedSeries> ListSeries(string? device)
    {
        RecordedSeries[] all = _catalog.Ordered();
        return device is null ? all : Array.FindAll(all, series => series.Device == device);
    }

    public RecordedSeries? FindSeries(string device, string metric) => _catalog.Find(device, metric)?.Row.Series;

    public IAsyncEnumerable<ReadingRun> ReadAsync(RecordedSeries series, TimeRange range, CancellationToken cancellationToken) =>
        Store.Reader.ReadAsync(series, range, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<RollupBucket>> ReadRollupsAsync(
        RecordedSeries series, ReadingLevel level, TimeRange range, CancellationToken cancellationToken) =>
        Store.Reader.ReadRollupsAsync(series, level, range, cancellationToken);

    public ValueTask<RollupState> RollupStateAsync(RecordedSeries series, CancellationToken cancellationToken) =>
        ValueTask.FromResult(RollupStates.Of(_catalog.Find(series)));

    public async ValueTask<bool> WriteRollupsAsync(RollupWrite write, CancellationToken cancellationToken) =>
        await Store.Guard.RunAsync(() => Store.Rollups.WriteAsync(write, cancellationToken));

    public ValueTask<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        string device, long? before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Store.Events.Read(device, before, limit, cancellationToken));

    public async ValueTask DropAsync(RecordedSeries series, ReadingLevel level, long before, CancellationToken cancellationToken) =>
        await Store.Guard.RunAsync(() => Store.Dropper.DropAsync(series, level, before, cancellationToken));

    public async ValueTask DropEventsAsync(string device, long before, CancellationToken cancellationToken) =>
        await Store.Guard.RunAsync(() => Store.Dropper.DropEventsAsync(device, before, cancellationToken));

    public async ValueTask<long?> DropOldestAsync(long bytes, CancellationToken cancellationToken)
    {
        long? until = await Store.Guard.RunAsync(() => Store.Dropper.DropOldestAsync(bytes, cancellationToken));
        Store.Maintenance.Wake();
        return until;
    }

    public async ValueTask<VerifyResult> VerifyAsync(CancellationToken cancellationToken)
    {
        BlockStore store = Store;
        VerifyResult result = await store.Guard.RunAsync(() => Task.Run(() => store.Check.Run(cancellationToken), cancellationToken));
        store.Maintenance.Wake();
        return result;
    }

    public async ValueTask CopyAsync(string folder, CancellationToken cancellationToken)
    {
        BlockStore store = Store;
        await store.Ledger.Gate.WaitAsync(cancellationToken);
        try
        {
            await store.Guard.RunAsync(() => Task.Run(() => store.Copy.Run(folder), cancellationToken));
        }
        finally
        {
            store.Ledger.Gate.Release();
        }
    }

    /// <summary>Writes all heads into blocks now, and applies what is pending; for tests.</summary>
    internal Task FlushAsync(CancellationToken cancellationToken) => Store.Maintenance.FlushAsync(cancellationToken);

    /// <summary>Frees all dead files now; for tests.</summary>
    internal Task CompactAsync(CancellationToken cancellationToken) => Store.Maintenance.CompactAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        BlockStore? store = _store;
        _store = null;
        if (store is not null)
        {
            await store.DisposeAsync();
        }
    }
}
