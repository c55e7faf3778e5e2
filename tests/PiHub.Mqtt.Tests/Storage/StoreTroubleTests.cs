using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Tests.Storage;

public sealed class StoreTroubleTests : IDisposable
{
    private static readonly PublishedMessage Large = new()
    {
        ClientId = "p",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Message = new BusMessage { Topic = "t", Payload = new byte[20_000] },
    };

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_DiskFull_WithholdsInOrderUntilThereIsSpace()
    {
        bool full = true;
        await using (SqliteBrokerStore store = await _folder.OpenAsync(
            opened: writer => writer.Execute($"PRAGMA max_page_count={(Volatile.Read(ref full) ? 60 : 1_000_000)}")))
        {
            await store.AppendAsync(StoreUnits.Session("a"));
            Task failing = _folder.SeenAsync(StoreFolder.StoringFails);
            var committed = new List<long>();
            long sequence = 0;
            Task append;
            do
            {
                long number = ++sequence;
                append = store.AppendAsync(StoreUnits.Delivery("a", number, Large).Then(() => committed.Add(number))).AsTask();
            }
            while (await Task.WhenAny(append, failing) == append);

            Assert.False(append.IsCompleted);
            Assert.Equal($"the disk of '{_folder.StorePath}' is full. Free some space on it.", store.Trouble);
            Assert.Equal(sequence - 1, _folder.Query<long>("SELECT count(*) FROM delivery"));
            long last = ++sequence;
            Task later = store.AppendAsync(StoreUnits.Delivery("a", last, Large).Then(() => committed.Add(last))).AsTask();

            Volatile.Write(ref full, false);
            await Task.WhenAll(append, later, _folder.SeenAsync(StoreFolder.StoringWorksAgain));
            Assert.Null(store.Trouble);
            Assert.Equal(Enumerable.Range(1, (int)sequence).Select(number => (long)number), committed);
        }

        Assert.Equal((1, 1), (_folder.Logged(StoreFolder.StoringFails), _folder.Logged(StoreFolder.StoringWorksAgain)));
        Assert.Equal(1, _folder.Logged(StoreFolder.StoringWorksAgain));
    }

    [Fact]
    public async Task Dispose_WhileDiskIsFull_LetsWaitersFail()
    {
        SqliteBrokerStore store = await _folder.OpenAsync(opened: writer => writer.Execute("PRAGMA max_page_count=1"));
        Task[] waiting = [.. Enumerable.Range(0, 100).Select(index =>
            store.AppendAsync(StoreUnits.Of(new RetainedSaved(UnitScript.Message(6, $"t{index}")))).AsTask())];
        await _folder.SeenAsync(StoreFolder.StoringFails);
        await store.DisposeAsync();
        Assert.All(waiting, task => Assert.IsType<ObjectDisposedException>(task.Exception?.InnerException));
    }

    [Fact]
    public async Task Append_FileLockedByAnotherProgram_WaitsAndRecovers()
    {
        await using SqliteBrokerStore store = await _folder.OpenAsync();
        using SqliteConnection other = new SqliteDatabase(_folder.StorePath).Open();
        other.Execute("BEGIN IMMEDIATE");
        Task append = store.AppendAsync(StoreUnits.Session("a")).AsTask();
        await _folder.SeenAsync(StoreFolder.StoringFails);
        Assert.Contains("another program has locked", store.Trouble, StringComparison.Ordinal);
        other.Execute("ROLLBACK");
        await append;
        Assert.Null(store.Trouble);
    }

    [Theory]
    [InlineData(0)] // the header: no database at all
    [InlineData(4096)] // the first table
    public async Task Load_DamagedFile_IsMovedAsideAndTheStoreGoesOn(int offset)
    {
        await using (SqliteBrokerStore store = await _folder.OpenAsync())
        {
            await store.AppendAsync(StoreUnits.Session("a"));
        }

        byte[] damaged = await File.ReadAllBytesAsync(_folder.StorePath);
        new Random(1).NextBytes(damaged.AsSpan(offset));
        await File.WriteAllBytesAsync(_folder.StorePath, damaged);
        var clock = new StoreClock();
        await using (SqliteBrokerStore store = _folder.Create(clock))
        {
            Assert.Empty((await store.LoadAsync(CancellationToken.None)).Sessions);
            string aside = _folder.StorePath + ".damaged-20260115T120000.000Z";
            Assert.Equal(damaged, await File.ReadAllBytesAsync(aside));
            Assert.Contains(aside, store.Warning, StringComparison.Ordinal);
            Assert.Null(store.Trouble);
            await store.AppendAsync(StoreUnits.Session("b"));
        }

        Assert.Equal(1, _folder.Logged(StoreFolder.DamagedFileMoved));
        Assert.Contains("session b", await _folder.ReloadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_RowsThatMakeNoSense_CountAsDamage()
    {
        await using (SqliteBrokerStore store = await _folder.OpenAsync())
        {
            await store.AppendAsync(StoreUnits.Of(new RetainedSaved(UnitScript.Message(10))));
        }

        using (SqliteConnection connection = new SqliteDatabase(_folder.StorePath).Open())
        {
            connection.Execute("UPDATE retained SET properties=x'FFFFFF'");
        }

        await using SqliteBrokerStore again = _folder.Create();
        Assert.Empty((await again.LoadAsync(CancellationToken.None)).Retained);
        Assert.Contains("was damaged", again.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_FileOfANewerProgram_FailsAndIsNotTouched()
    {
        await using (await _folder.OpenAsync())
        {
        }

        using (SqliteConnection connection = new SqliteDatabase(_folder.StorePath).Open())
        {
            connection.Execute("UPDATE schema_version SET version=99");
        }

        await using SqliteBrokerStore store = _folder.Create();
        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await store.LoadAsync(CancellationToken.None));
        Assert.Contains("newer PiHub", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(99, _folder.Query<long>("SELECT version FROM schema_version"));
    }

    [Fact]
    public async Task Load_FileCannotBeOpened_FailsWithTheReasonAfterItsPatience()
    {
        Directory.CreateDirectory(_folder.StorePath);
        var clock = new StoreClock();
        await using SqliteBrokerStore store = _folder.Create(clock);
        Task loading = store.LoadAsync(CancellationToken.None).AsTask();
        await _folder.SeenAsync(StoreFolder.StoringFails);
        Assert.False(loading.IsCompleted);
        clock.Advance(FirstOpening<BrokerFile>.Patience);
        IOException failure = await Assert.ThrowsAsync<IOException>(() => loading);
        Assert.Contains(_folder.StorePath, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_GivenUp_IsCancelled()
    {
        Directory.CreateDirectory(_folder.StorePath);
        await using SqliteBrokerStore store = _folder.Create(new StoreClock());
        using var giveUp = new CancellationTokenSource();
        Task loading = store.LoadAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
    }
}
