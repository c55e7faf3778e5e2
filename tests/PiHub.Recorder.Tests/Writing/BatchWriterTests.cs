using PiHub.Recorder.Journal;
using PiHub.Recorder.Tests.Engine;
using PiHub.Recorder.Tests.Files;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Writing;

public sealed class BatchWriterTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();
    private readonly PowerCutFileSystem _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_ManyWait_CommitsThemTogether()
    {
        await using ReadingStore store = _folder.Create(new RecorderOptions(), files: _files);
        Task[] waiting = [.. Enumerable.Range(0, 500).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask())];
        Assert.Equal(500, store.Status.Pending);
        await store.StartAsync(None);
        await Task.WhenAll(waiting);
        RecorderStatus status = store.Status;
        Assert.Equal((1, 500, 500, 500), (status.Commits, status.LastBatch, status.LargestBatch, status.ReadingsWritten));
        Assert.Equal((1, 2), (_files.Syncs, status.JournalSyncs)); // the file once, and its name
        Assert.Equal(status.JournalBytesWritten, status.JournalBytes);
        Assert.InRange(status.PayloadBytes, 500 * 10, status.JournalBytesWritten);
        Assert.True(status.LastCommitLatency > TimeSpan.Zero);
    }

    [Fact]
    public async Task RunAsync_EachCommit_WritesAndSyncsOnce()
    {
        await using ReadingStore store = await _folder.StartAsync(files: _files);
        await store.AppendAsync(Sample(1, 1.0), None);
        (long operations, long syncs) = (_files.Operations, _files.Syncs);
        for (int time = 2; time <= 11; time++)
        {
            await store.AppendAsync(Sample(time, 1.0), None);
        }

        Assert.Equal((20, 10), (_files.Operations - operations, _files.Syncs - syncs));
    }

    [Fact]
    public async Task RunAsync_QueueFull_SendersWaitAndNothingIsDropped()
    {
        await using ReadingStore store = _folder.Create(queueCapacity: 10);
        Task[] waiting = [.. Enumerable.Range(0, 50).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask())];
        Assert.Equal(10, store.Status.Pending);
        await store.StartAsync(None);
        await Task.WhenAll(waiting);
        Assert.Equal(50, (await store.QueryAsync(Query(0, 100), None)).Points.Count);
    }

    [Fact]
    public async Task RunAsync_CommitWindow_GathersUntilTheQueueIsFullOrSomebodyWaitsForCursors()
    {
        await using ReadingStore store = await _folder.StartAsync(
            new RecorderOptions { QueueCapacity = 100, CommitWindow = TimeSpan.FromDays(1) });
        Task[] waiting = [.. Enumerable.Range(0, 100).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask())];
        Assert.False(waiting[0].IsCompleted);
        Task beyond = store.AppendAsync(Sample(100, 1.0), None).AsTask();
        await Task.WhenAll(waiting);
        Assert.InRange(store.Status.LargestBatch, 100, 101);
        await store.Feed.Log.RemoveCursorsAsync(["nobody"], None);
        await beyond;
    }

    [Fact]
    public async Task RunAsync_WaiterGivesUp_OthersGoOn()
    {
        await using ReadingStore store = _folder.Create();
        using var giveUp = new CancellationTokenSource();
        Task first = store.AppendAsync(Sample(1, 1.0), giveUp.Token).AsTask();
        Task second = store.AppendAsync(Sample(2, 2.0), None).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await store.StartAsync(None);
        await second;
    }

    [Fact]
    public async Task RunAsync_OneWriteIsPoison_NeighboursAreKept()
    {
        await using (ReadingStore store = _folder.Create())
        {
            Task[] waiting =
            [
                store.AppendAsync(Sample(1, 1.0), None).AsTask(),
                store.AppendAsync(Sample(2, 2.0) with { Metrics = new PoisonMetrics() }, None).AsTask(),
                store.AppendAsync(Sample(3, 3.0, "new_name"), None).AsTask(),
            ];
            await store.StartAsync(None);
            await waiting[0];
            Assert.Equal("poison", (await Assert.ThrowsAsync<InvalidOperationException>(() => waiting[1])).Message);
            await waiting[2];
            Assert.Equal((1, RecorderState.Ok), (store.Status.Refused, store.Status.State));
        }

        await using ReadingStore reopened = await _folder.StartAsync();
        Assert.Equal([("new_name", 3.0), ("power_watt", 1.0)], reopened.Latest("meter").Select(one => (one.Metric, one.Value.Number)));
        Assert.Equal(2, reopened.Journal.Head);
    }

    [Fact]
    public async Task RunAsync_DiskFull_WithholdsAcknowledgementsUntilThereIsSpace()
    {
        await using (ReadingStore store = await _folder.StartAsync(files: _files))
        {
            Task failing = _folder.Log.SeenAsync(LogWatch.RecordingFails);
            _files.BytesLeft = 10_000;
            long time = 0;
            Task append;
            do
            {
                append = store.AppendAsync(Sample(++time, new string('x', 255)), None).AsTask();
            }
            while (await Task.WhenAny(append, failing) == append);

            Assert.False(append.IsCompleted);
            Assert.Equal(time - 1, Assert.Single(store.Latest("meter")).Time.ToUnixTimeMilliseconds());
            RecorderStatus status = store.Status;
            Assert.Equal(RecorderState.Failing, status.State);
            Assert.Equal($"the disk of '{_folder.JournalPath}' is full. Free some space on it.", status.Message);
            Assert.Equal(time - 1, (await store.QueryAsync(Query(0, 10_000), None)).Points.Count);
            Task later = store.AppendAsync(Sample(++time, 1.0), None).AsTask();

            _files.BytesLeft = long.MaxValue;
            await Task.WhenAll(append, later, _folder.Log.SeenAsync(LogWatch.RecordingWorksAgain));
            Assert.Equal((RecorderState.Ok, null), (store.Status.State, store.Status.Message));
            Assert.Equal(time, (await store.Journal.ReadAsync(0, 10_000, None)).Count);
        }

        Assert.Single(_folder.Log.Messages(LogWatch.RecordingFails));
        Assert.Single(_folder.Log.Messages(LogWatch.RecordingWorksAgain));
        await AssertWholeAsync(_files.CutPower(new Random(1)));
    }

    [Fact]
    public async Task RunAsync_StopWhileDiskIsFull_LetsWaitersFail()
    {
        ReadingStore store = await _folder.StartAsync(files: _files);
        _files.BytesLeft = 10;
        Task append = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        await _folder.Log.SeenAsync(LogWatch.RecordingFails);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => append);
    }

    [Fact]
    public async Task RunAsync_DiskReadOnlyThenWritable_GoesOn()
    {
        await using (ReadingStore store = await _folder.StartAsync(files: _files))
        {
            await store.AppendAsync(Sample(1, 1.0), None);
            _files.IsReadOnly = true;
            Task append = store.AppendAsync(Sample(2, 2.0), None).AsTask();
            await _folder.Log.SeenAsync(LogWatch.RecordingFails);
            Assert.Contains("read-only", store.Status.Message, StringComparison.Ordinal);
            Assert.Equal(1.0, Assert.Single(store.Latest("meter")).Value.Number);
            _files.IsReadOnly = false;
            await append;
        }

        await AssertWholeAsync(_files);
    }

    [Fact]
    public async Task RunAsync_DiskReadOnlyAtTheStart_AnswersAndGoesOnWhenWritable()
    {
        await using (ReadingStore store = await _folder.StartAsync(files: _files))
        {
            await store.AppendAsync(Sample(1, 1.0), None);
        }

        _files.IsReadOnly = true;
        await using (ReadingStore store = await _folder.StartAsync(files: _files))
        {
            Assert.Single((await store.QueryAsync(Query(0, 10), None)).Points);
            Task append = store.AppendAsync(Sample(2, 2.0), None).AsTask();
            await _folder.Log.SeenAsync(LogWatch.RecordingFails);
            _files.IsReadOnly = false;
            await append;
        }

        await AssertWholeAsync(_files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_SyncFails_WritesAgainWhereItCounts(int syncs)
    {
        await using (ReadingStore store = await _folder.StartAsync(files: _files))
        {
            await store.AppendAsync(Sample(1, 1.0), None);
            _files.FailingSyncs = syncs;
            await store.AppendAsync(Sample(2, 2.0), None);
            await store.AppendAsync(Sample(3, 3.0), None);
        }

        Assert.Equal(2, _files.Paths.Count); // the file whose sync failed is left alone
        for (int seed = 0; seed < 20; seed++)
        {
            await AssertWholeAsync(_files.CutPower(new Random(seed)), count: 3);
        }
    }

    [Fact]
    public async Task RunAsync_JournalAtItsBound_WaitsForTheEngine()
    {
        var engine = new MemoryEngine { KeepsJournal = true, Trouble = "the server sleeps." };
        await using ReadingStore store = await _folder.StartAsync(
            new RecorderOptions { JournalBytes = 20_000, JournalSegmentBytes = 4_096 }, engine, _files);
        Task failing = _folder.Log.SeenAsync(LogWatch.RecordingFails);
        long time = 0;
        Task append;
        do
        {
            append = store.AppendAsync(Sample(++time, new string('x', 255)), None).AsTask();
        }
        while (await Task.WhenAny(append, failing) == append);

        Assert.Contains("20000 bytes", store.Status.Message, StringComparison.Ordinal);
        Assert.Contains("the server sleeps.", store.Status.Message, StringComparison.Ordinal);
        Assert.InRange(store.Status.JournalBytes, 20_000, 30_000);
        engine.KeepsJournal = false;
        await append;
        Assert.Equal(RecorderState.Ok, store.Status.State);
        Assert.InRange(store.Status.JournalBytes, 1, 20_000);
    }

    [Fact]
    public async Task RunAsync_JournalAtItsBoundOfADiskThatIsReadOnly_WaitsAndLosesNothing()
    {
        var engine = new MemoryEngine { KeepsJournal = true };
        await using ReadingStore store = await _folder.StartAsync(
            new RecorderOptions { JournalBytes = 20_000, JournalSegmentBytes = 4_096 }, engine, _files, new HastyTime());
        Task failing = _folder.Log.SeenAsync(LogWatch.RecordingFails);
        long time = 0;
        Task append;
        do
        {
            append = store.AppendAsync(Sample(++time, new string('x', 255)), None).AsTask();
        }
        while (await Task.WhenAny(append, failing) == append);

        _files.IsReadOnly = true;
        engine.KeepsJournal = false;
        while (_files.Refusals < 2 && !append.IsCompleted)
        {
            await Task.Yield();
        }

        Assert.False(append.IsCompleted);
        _files.IsReadOnly = false;
        await append;
    }

    [Fact]
    public async Task RunAsync_EngineHasNoRoom_WithholdsAcknowledgements()
    {
        var room = new TaskCompletionSource();
        var engine = new MemoryEngine { KeepsJournal = true, Trouble = "the server sleeps." };
        await using ReadingStore store = await _folder.StartAsync(engine: engine);
        engine.Room = room.Task;
        Task append = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        await _folder.Log.SeenAsync(LogWatch.RecordingFails);
        Assert.Equal((RecorderState.Failing, "the server sleeps."), (store.Status.State, store.Status.Message));
        Assert.False(append.IsCompleted);
        room.SetResult();
        await append;
        Assert.Equal(RecorderState.Ok, store.Status.State);
    }

    [Fact]
    public async Task RunAsync_FolderCannotBeUsedAtStart_StartsFailingAndRecovers()
    {
        Directory.Delete(_folder.Path);
        await File.WriteAllTextAsync(_folder.Path, "in the way", None);
        await using ReadingStore store = await _folder.StartAsync();
        Assert.Equal(RecorderState.Failing, store.Status.State);
        Assert.Contains(_folder.Path, store.Status.Message, StringComparison.Ordinal);
        Task append = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        File.Delete(_folder.Path);
        await append;
        Assert.Single(store.Latest("meter"));
    }

    [Fact]
    public async Task RunAsync_FileOfANewerProgram_RefusesToStart()
    {
        await using (ReadingStore writer = await _folder.StartAsync(files: _files))
        {
            await writer.AppendAsync(Sample(1, 1.0), None);
        }

        _files.Damage(Assert.Single(_files.Paths), bytes =>
        {
            bytes[4]++;
            BitConverter.TryWriteBytes(bytes.AsSpan(RecordHeader.Bytes - 4), Recorder.Files.Crc32C.Of(bytes.AsSpan(0, RecordHeader.Bytes - 4)));
            return bytes;
        });
        await using ReadingStore store = _folder.Create(new RecorderOptions(), files: _files);
        Task early = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.StartAsync(None));
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => early);
    }

    // Everything is there, once and in order, and nothing counts as lost.
    private async Task AssertWholeAsync(PowerCutFileSystem files, int? count = null)
    {
        await using ReadingStore store = await _folder.StartAsync(files: files);
        IReadOnlyList<JournalEntry> entries = await store.Journal.ReadAsync(0, 10_000, None);
        Assert.Equal(store.Journal.Head, entries.Count);
        Assert.Equal(count ?? entries.Count, entries.Count);
        Assert.Equal(
            Enumerable.Range(1, entries.Count).Select(time => (long)time),
            entries.Cast<SampleEntry>().Select(entry => entry.Sample.Time.ToUnixTimeMilliseconds()));
        Assert.Empty(store.Status.JournalDamages);
    }
}
