using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Writing;

public sealed class BatchWriterTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_ManyWait_CommitsThemTogether()
    {
        await using ReadingStore store = _folder.Create();
        Task[] waiting = [.. Enumerable.Range(0, 500).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask())];
        Assert.Equal(500, store.Status.Pending);
        await store.StartAsync(None);
        await Task.WhenAll(waiting);
        RecorderStatus status = store.Status;
        Assert.Equal((1, 500, 500, 500), (status.Commits, status.LastBatch, status.LargestBatch, status.ReadingsWritten));
        Assert.True(status.BytesOnDisk > 500 * 10, $"{status.BytesOnDisk} bytes cannot hold 500 readings");
        Assert.True(status.LastCommitLatency > TimeSpan.Zero);
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
        await using ReadingStore store = await _folder.StartAsync();
        using (SqliteConnection connection = new SqliteDatabase(_folder.DatabasePath).Open())
        {
            connection.Execute(
                "CREATE TRIGGER poison BEFORE INSERT ON reading WHEN NEW.value=666 BEGIN SELECT RAISE(ABORT, 'poison'); END");
        }

        // The poison comes first in a sample of a new series, whose id must not be remembered.
        Task<Exception?>[] outcomes = [.. new[] { 1.0, 666.0, 3.0 }.Select(
            value => Record.ExceptionAsync(async () => await store.AppendAsync(Sample((long)value, value, $"m{value}"), None)))];
        Exception?[] failures = await Task.WhenAll(outcomes);
        Assert.Null(failures[0]);
        Assert.Contains("poison", Assert.IsType<SqliteException>(failures[1]).Message, StringComparison.Ordinal);
        Assert.Null(failures[2]);
        Assert.Equal([1.0, 3.0], store.Latest("meter").Select(reading => reading.Value.Number));
        Assert.Equal((1, RecorderState.Ok), (store.Status.Refused, store.Status.State));
        await store.AppendAsync(Sample(4, 4.0, "m666"), None);
        Assert.Equal(4.0, Assert.Single((await store.QueryAsync(Query(0, 100, "m666"), None)).Points).Value.Number);
    }

    [Fact]
    public async Task RunAsync_DiskFull_WithholdsAcknowledgementsUntilThereIsSpace()
    {
        bool full = true;
        await using (ReadingStore store = await _folder.StartAsync(
            writer => writer.Execute($"PRAGMA max_page_count={(Volatile.Read(ref full) ? 40 : 1_000_000)}")))
        {
            Task failing = _folder.Log.SeenAsync(LogWatch.RecordingFails);
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
            Assert.Equal($"the disk of '{_folder.DatabasePath}' is full. Free some space on it.", status.Message);
            Assert.Equal(time - 1, (await store.QueryAsync(Query(0, 10_000), None)).Points.Count);
            Task later = store.AppendAsync(Sample(++time, 1.0), None).AsTask();

            Volatile.Write(ref full, false);
            await Task.WhenAll(append, later, _folder.Log.SeenAsync(LogWatch.RecordingWorksAgain));
            Assert.Equal((RecorderState.Ok, null), (store.Status.State, store.Status.Message));
            Assert.Equal(time, (await store.QueryAsync(Query(0, 10_000), None)).Points.Count);
        }

        Assert.Single(_folder.Log.Messages(LogWatch.RecordingFails));
        Assert.Single(_folder.Log.Messages(LogWatch.RecordingWorksAgain));
    }

    [Fact]
    public async Task RunAsync_StopWhileDiskIsFull_LetsWaitersFail()
    {
        ReadingStore store = await _folder.StartAsync(writer => writer.Execute("PRAGMA max_page_count=1"));
        Task append = store.AppendAsync(Sample(1, new string('x', 255)), None).AsTask();
        for (int time = 2; !_folder.Log.SeenAsync(LogWatch.RecordingFails).IsCompleted; time++)
        {
            append = store.AppendAsync(Sample(time, new string('x', 255)), None).AsTask();
            await Task.WhenAny(append, _folder.Log.SeenAsync(LogWatch.RecordingFails));
        }

        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => append);
    }

    [Fact]
    public async Task RunAsync_DatabaseLockedByAnotherProgram_WaitsAndRecovers()
    {
        await using ReadingStore store = await _folder.StartAsync();
        using SqliteConnection other = new SqliteDatabase(_folder.DatabasePath).Open();
        other.Execute("BEGIN IMMEDIATE");
        Task append = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        await _folder.Log.SeenAsync(LogWatch.RecordingFails);
        Assert.Contains("another program has locked", store.Status.Message, StringComparison.Ordinal);
        other.Execute("ROLLBACK");
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
        Assert.Contains(_folder.DatabasePath, store.Status.Message, StringComparison.Ordinal);
        Task append = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        File.Delete(_folder.Path);
        await append;
        Assert.Single(store.Latest("meter"));
    }

    [Fact]
    public async Task RunAsync_FileOfANewerProgram_RefusesToStart()
    {
        await using (await _folder.StartAsync())
        {
        }

        using (SqliteConnection connection = new SqliteDatabase(_folder.DatabasePath).Open())
        {
            connection.Execute("UPDATE schema_version SET version=99");
        }

        await using ReadingStore store = _folder.Create();
        Task early = store.AppendAsync(Sample(1, 1.0), None).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.StartAsync(None));
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => early);
    }
}
