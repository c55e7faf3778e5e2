using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Blocks;

public sealed class BlockEngineTests : IAsyncLifetime
{
    private const int BlocksFail = 21;
    private const int BlocksWorkAgain = 22;
    private const int BlocksStumble = 25;
    private const int FrameOverhead = 120;

    private readonly BlockRig _rig = new();

    public async Task InitializeAsync() => await _rig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task OpenAsync_AfterFlush_GivesTheNewestAndNeedsNothingOfTheJournal()
    {
        _rig.Append(1_000, 1.5);
        _rig.Append(2_000, "on", "state");
        await _rig.FlushAsync();
        Assert.Equal(_rig.Head + 1, _rig.Engine.NeededFrom);
        _rig.TrimJournal();
        await _rig.Engine.DisposeAsync();
        IReadOnlyList<Reading> newest = await _rig.StartAsync();
        Assert.Equal(
            [("power_watt", (MetricValue)1.5, 1_000L), ("state", "on", 2_000L)],
            newest.Select(one => (one.Metric, one.Value, one.Time.ToUnixTimeMilliseconds())).Order());
        Assert.Equal(2, _rig.Engine.Status.Readings);
    }

    [Fact]
    public async Task Take_EntriesThatAreInBlocks_AreIgnored()
    {
        _rig.AppendMany(0, 100);
        await _rig.FlushAsync();
        await _rig.RestartAsync();
        Assert.Equal(0, _rig.Engine.Status.Waiting);
        await _rig.AssertSameAsync();
    }

    [Fact]
    public async Task ReadAsync_FlippedBitInABlock_LosesThatBlockAloneAndNamesIt()
    {
        _rig.AppendMany(0, 4_096);
        await _rig.FlushAsync();
        _rig.AppendMany(10_000_000, 4_096);
        await _rig.FlushAsync();
        _rig.Append(99_000_000, 1, "voltage_volt");
        await _rig.FlushAsync();
        _rig.Disk.Flip(_rig.BlockFiles.First(), FrameOverhead);

        List<ReadingPoint> points = await BlockRig.ReadAsync(_rig.Engine, "meter", "power_watt", TimeRange.All);
        Assert.Equal(4_096, points.Count);
        Assert.Equal(10_000_000, points[0].Time.ToUnixTimeMilliseconds());
        Assert.Equal("meter power_watt, 1970-01-01T00:00:00Z to 1970-01-01T01:08:15Z, 4096 readings", Assert.Single(_rig.Engine.Status.Damages).Lost);

        _rig.TrimJournal();
        await _rig.FlushAsync();
        await _rig.RestartAsync();
        Assert.Single(_rig.Engine.Status.Damages);
        Assert.Equal(4_096, (await BlockRig.ReadAsync(_rig.Engine, "meter", "power_watt", TimeRange.All)).Count);
        await _rig.AssertSameAsync("meter", "voltage_volt", TimeRange.All);
    }

    [Fact]
    public async Task OpenAsync_TruncatedFile_LosesWhatWasBehindAndNamesIt()
    {
        _rig.AppendMany(0, 4_096);
        await _rig.FlushAsync();
        _rig.AppendMany(10_000_000, 4_096);
        await _rig.FlushAsync();
        _rig.TrimJournal();
        string path = _rig.BlockFiles.First();
        _rig.Disk.Truncate(path, _rig.Disk.ReadAll(path).Length - 1);
        await _rig.RestartAsync();
        Assert.Contains("4096 readings", Assert.Single(_rig.Engine.Status.Damages).Lost, StringComparison.Ordinal);
        await _rig.AssertSameAsync("meter", "power_watt", new TimeRange(0, 10_000_000));
    }

    [Fact]
    public async Task OpenAsync_LostFile_LosesItsBlocksAndNamesThem()
    {
        _rig.AppendMany(0, 100);
        _rig.AppendEvent(5, "kept");
        await _rig.FlushAsync();
        _rig.TrimJournal();
        await _rig.Engine.DisposeAsync();
        _rig.Disk.Lose(_rig.BlockFiles.First());
        await _rig.StartAsync();
        Assert.Contains("100 readings", Assert.Single(_rig.Engine.Status.Damages).Lost, StringComparison.Ordinal);
        await _rig.AssertSameEventsAsync("meter", null, 10);
        _rig.Append(7_000_000, 1);
        await _rig.FlushAsync();
        Assert.Single(await BlockRig.ReadAsync(_rig.Engine, "meter", "power_watt", TimeRange.All));
    }

    [Fact]
    public async Task OpenAsync_BlocksOfANewerProgram_AreRefused()
    {
        _rig.Append(1, 1);
        await _rig.FlushAsync();
        await _rig.Engine.DisposeAsync();
        _rig.Disk.Damage(_rig.BlockFiles.First(), bytes => [.. bytes[..4], 9, .. bytes[5..]]);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(_rig.StartAsync);
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DamagedIndex_IsMadeAnewAndTheOldOneKept()
    {
        _rig.AppendMany(0, 5_000);
        _rig.AppendEvent(5, "kept");
        await _rig.FlushAsync();
        _rig.TrimJournal();
        await _rig.Engine.DisposeAsync();
        await File.WriteAllTextAsync(_rig.IndexPath, "this is no database, and long enough to be looked at as one: " + new string('x', 500));
        await _rig.StartAsync();
        await _rig.AssertSameAsync();
        Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(_rig.IndexPath) ?? "", "index.db.damaged-*"));
    }

    [Fact]
    public async Task Flush_FullDisk_KeepsReadingsAndRecoversByItself()
    {
        _rig.Disk.BytesLeft = 10;
        _rig.AppendMany(0, 5_000);
        await _rig.Log.SeenAsync(BlocksFail);
        Assert.NotNull(_rig.Engine.Status.Trouble);
        await _rig.AssertSameAsync();
        _rig.Disk.BytesLeft = long.MaxValue;
        await _rig.Log.SeenAsync(BlocksWorkAgain);
        Assert.Null(_rig.Engine.Status.Trouble);
        Assert.Equal(5_000, _rig.Engine.Status.Readings);
        await _rig.AssertSameAsync();
    }

    [Fact]
    public async Task Flush_FailedSync_WritesAgain()
    {
        _rig.AppendMany(0, 100);
        await _rig.FlushAsync();
        _rig.Disk.FailingSyncs = 1;
        _rig.AppendMany(200_000, 100);
        await Assert.ThrowsAnyAsync<IOException>(_rig.FlushAsync);
        await _rig.FlushAsync();
        _rig.TrimJournal();
        await _rig.CutPowerAsync(new Random(1));
        await _rig.AssertSameAsync();
    }

    [Fact]
    public async Task WaitForRoom_FullDiskAndFullHeads_WaitsUntilBlocksAreWritten()
    {
        await _rig.Engine.DisposeAsync();
        _rig.HeadBytes = 1_048_576;
        await _rig.StartAsync();
        _rig.Disk.IsReadOnly = true;
        for (int block = 0; block < 45; block++)
        {
            _rig.AppendMany(block * 10_000_000L, 4_000, "metric" + block);
        }

        Task room = _rig.Engine.WaitForRoomAsync(default).AsTask();
        Assert.False(room.IsCompleted);
        _rig.Disk.IsReadOnly = false;
        await room;
    }

    [Fact]
    public async Task Take_ClockWasSet_MovesWhatWasStampedBefore()
    {
        _rig.Append(StoreFolder.Sample(5_000, 1) with { Quality = ReadingQuality.TimeEstimated }); // of an earlier start: stays
        long from = _rig.Head + 1;
        _rig.Append(StoreFolder.Sample(6_000, 2) with { Quality = ReadingQuality.TimeEstimated });
        _rig.Append(1_000_000, 3);
        await _rig.FlushAsync();
        await _rig.RestartAsync();
        _rig.Commit((number, at) => new ClockEntry(number, at, from, TimeSpan.FromMilliseconds(500_000)));
        for (int round = 0; round < 2; round++)
        {
            List<ReadingPoint> points = await BlockRig.ReadAsync(_rig.Engine, "meter", "power_watt", TimeRange.All);
            Assert.Equal(
                [(5_000, ReadingQuality.TimeEstimated), (506_000, ReadingQuality.TimeCorrected), (1_000_000, ReadingQuality.Good)],
                points.Select(point => (point.Time.ToUnixTimeMilliseconds(), point.Quality)));
            await _rig.FlushAsync();
            await _rig.RestartAsync();
        }
    }

    [Fact]
    public async Task Take_DeletedDevice_StaysDeletedAndItsNewReadingsStay()
    {
        _rig.AppendMany(0, 5_000);
        _rig.AppendEvent(1, "old");
        await _rig.FlushAsync();
        _rig.Delete("meter");
        await _rig.AssertSameAsync();
        _rig.Append(7_000, 7);
        await _rig.FlushAsync();
        await _rig.RestartAsync();
        await _rig.AssertSameAsync();
        _rig.TrimJournal();
        await _rig.RebuildAsync();
        await _rig.AssertSameAsync();
        Assert.Equal(1, _rig.Engine.Status.Readings);
    }

    [Fact]
    public async Task RollupStateAsync_LateReadings_AreToldFirstAsLateThenAsStale()
    {
        _rig.AppendMany(0, 600);
        await _rig.FlushAsync();
        RecordedSeries series = _rig.Engine.FindSeries("meter", "power_watt") ?? throw new InvalidOperationException("No series.");
        RollupState state = await _rig.Engine.RollupStateAsync(series, default);
        Assert.Equal(long.MaxValue, state.SettledUntil);
        Assert.True(await WriteMinutesAsync(series, state.Version, 10));

        _rig.Append(61_500, 1);
        state = await _rig.Engine.RollupStateAsync(series, default);
        Assert.Equal(new TimeRange(61_500, 61_501), Assert.Single(state.Late));
        Assert.Empty(state.Stale);

        await _rig.FlushAsync();
        await _rig.RestartAsync();
        Assert.False(await WriteMinutesAsync(series, state.Version, 10));
        state = await _rig.Engine.RollupStateAsync(series, default);
        Assert.Empty(state.Late);
        Assert.Equal(new TimeRange(61_500, 61_501), Assert.Single(state.Stale).Range);
        Assert.Equal(600_000, state.MinutesUntil);
    }

    [Fact]
    public async Task DropOldestAsync_SomeBytes_TakesOldestWithMinutesOnly()
    {
        for (int block = 0; block < 20; block++)
        {
            _rig.AppendMany(block * 4_096_000L, 4_096);
            await _rig.FlushAsync();
        }

        Assert.Null(await _rig.Engine.DropOldestAsync(1, default));
        RecordedSeries series = _rig.Engine.FindSeries("meter", "power_watt") ?? throw new InvalidOperationException("No series.");
        RollupState state = await _rig.Engine.RollupStateAsync(series, default);
        Assert.True(await WriteMinutesAsync(series, state.Version, 16 * 68));
        long before = _rig.Engine.Status.BytesOnDisk ?? 0;
        long? until = await _rig.Engine.DropOldestAsync(long.MaxValue, default);
        Assert.Equal(15 * 4_096_000L - 999, until);
        Assert.Equal(until, (await _rig.Engine.RollupStateAsync(series, default)).RawFrom);
        await _rig.Engine.CompactAsync(default);
        Assert.True(_rig.Engine.Status.BytesOnDisk < before);
        await _rig.AssertSameAsync("meter", "power_watt", new TimeRange(15 * 4_096_000L, long.MaxValue));
    }

    [Fact]
    public async Task Maintenance_MistakeInTheProgram_IsToldAndTriedAgain()
    {
        _rig.Disk.Mistake = new InvalidOperationException("a mistake");
        _rig.AppendMany(0, 5_000);
        await Task.WhenAll(_rig.Log.SeenAsync(BlocksStumble), _rig.Log.SeenAsync(BlocksFail));
        Assert.Contains("a mistake", _rig.Engine.Status.Trouble, StringComparison.Ordinal);
        await _rig.AssertSameAsync();
        Task works = _rig.Log.SeenAsync(BlocksWorkAgain);
        _rig.Disk.Mistake = null;
        await works;
        Assert.Null(_rig.Engine.Status.Trouble);
        Assert.Equal((5_000, 5_001), (_rig.Engine.Status.Readings, _rig.Engine.NeededFrom));
    }

    [Fact]
    public async Task ReadAsync_DiskReadOnly_StillAnswers()
    {
        _rig.AppendMany(0, 4_096);
        await _rig.FlushAsync();
        _rig.Disk.IsReadOnly = true;
        _rig.AppendMany(4_096_000, 5);
        await Assert.ThrowsAnyAsync<SystemException>(_rig.FlushAsync);
        await _rig.AssertSameAsync();
        _rig.Disk.IsReadOnly = false;
        await _rig.FlushAsync();
        await _rig.AssertSameAsync();
        Assert.Equal(4_101, _rig.Engine.Status.Readings);
    }

    [Fact]
    public async Task OpenAsync_OlderIndexAfterCompaction_LosesNothing()
    {
        for (int block = 0; block < 8; block++)
        {
            _rig.AppendMany(block * 4_096_000L, 4_096, device: $"d{block}");
            _rig.AppendMany(block * 4_096_000L, 300, device: $"m{block}");
            await _rig.FlushAsync();
        }

        _rig.TrimJournal();
        for (int block = 0; block < 8; block++)
        {
            _rig.Delete($"d{block}"); // so that files are mostly dead
        }

        await _rig.FlushAsync();
        await _rig.Engine.DisposeAsync();
        File.Copy(_rig.IndexPath, _rig.IndexPath + ".older");
        await _rig.StartAsync();
        int files = _rig.BlockFiles.Count();
        await _rig.Engine.CompactAsync(default);
        Assert.True(_rig.BlockFiles.Count() < files);
        await _rig.Engine.DisposeAsync();
        _rig.DeleteIndex();
        File.Move(_rig.IndexPath + ".older", _rig.IndexPath);
        await _rig.StartAsync();
        await _rig.AssertSameAsync();
        Assert.Empty(_rig.Engine.Status.Damages);
    }

    [Fact]
    public async Task CompactAsync_WhileSomebodyReads_TakesNothingFromHim()
    {
        for (int block = 0; block < 40; block++)
        {
            _rig.AppendMany(block * 4_096_000L, 4_096);
            await _rig.FlushAsync();
        }

        RecordedSeries series = _rig.Engine.FindSeries("meter", "power_watt") ?? throw new InvalidOperationException("No series.");
        var read = new List<long>();
        int files = _rig.BlockFiles.Count();
        await foreach (ReadingRun run in _rig.Engine.ReadAsync(series, TimeRange.All, default))
        {
            read.AddRange(run.Times);
            if (read.Count == 2 * 4_096)
            {
                // Late readings everywhere: each block is written anew, and all files so far die.
                _rig.Commit(Enumerable.Range(2, 38).Select(block => (Func<long, DateTimeOffset, JournalEntry>)((number, at) =>
                    new SampleEntry(number, at, StoreFolder.Sample((block * 4_096_000L) + 500, 1)))).ToList());
                await _rig.FlushAsync();
                await _rig.Engine.CompactAsync(default);
            }
        }

        Assert.Equal(read.Distinct().Order(), read);
        Assert.Equal(40 * 4_096, read.Count(time => time % 1_000 == 0));
        await _rig.AssertSameAsync();
        Assert.DoesNotContain(_rig.BlockFiles, path => path.EndsWith("00000001.blocks", StringComparison.Ordinal));
        Assert.True(files > 2);
    }

    private async Task<bool> WriteMinutesAsync(RecordedSeries series, long version, int minutes) => await _rig.Engine.WriteRollupsAsync(
        new RollupWrite
        {
            Series = series,
            Version = version,
            Parts =
            [
                new RollupPart(
                    ReadingLevel.Minute, [new TimeRange(0, minutes * 60_000L)],
                    [.. Enumerable.Range(0, minutes).Select(minute => RollupBucket.Of(minute * 60_000L, 1))], minutes * 60_000L),
            ],
        },
        default);
}
