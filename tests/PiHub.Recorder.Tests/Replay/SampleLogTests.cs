using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Tests.Engine;
using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Replay;

public sealed class SampleLogTests : IDisposable
{
    private const long Ample = 64 * 1_024 * 1_024;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_GivesPagesInOrderOfCommit()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await SaveCursorAsync(store, "test", 0);
        await Task.WhenAll(Enumerable.Range(1, 1_500).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask()));
        long head = store.Feed.Log.Head;

        List<LoggedSample> samples = [];
        for (SampleLogPage page; (page = await store.Feed.Log.ReadAsync(samples.Count, 400, None)).Samples.Count > 0;)
        {
            Assert.True(page.Samples.Count <= 400);
            samples.AddRange(page.Samples);
            Assert.Equal(samples.Count, page.Position);
        }

        Assert.Equal(1_500, head);
        Assert.Equal(Enumerable.Range(1, 1_500).Select(i => (long)i), samples.Select(sample => sample.Sequence));
        Assert.Equal(Enumerable.Range(1, 1_500).Select(i => (long)i), samples.Select(sample => sample.Sample.Time.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task SegmentsThatEveryCursorHasPassed_Go_AndNumbersAreNeverUsedAgain()
    {
        await using (ReadingStore store = await StartSmallAsync())
        {
            await AppendAsync(store, 200);
            Assert.InRange(_folder.Segments.Count, 1, 2);
        }

        await using ReadingStore restarted = await StartSmallAsync();
        await AppendAsync(restarted, 1);
        Assert.Equal(201, restarted.Feed.Log.Head);
    }

    [Fact]
    public async Task CursorBehind_KeepsSegments_UntilItIsRemoved()
    {
        await using ReadingStore store = await StartSmallAsync();
        await SaveCursorAsync(store, "test", 0);
        await AppendAsync(store, 100);
        int kept = _folder.Segments.Count;
        Assert.True(kept > 5, $"{kept} segments are left");
        Assert.Equal(100, (await store.Feed.Log.ReadAsync(0, 1_000, None)).Samples.Count);

        await store.Feed.Log.RemoveCursorsAsync(["test"], None);
        await AppendAsync(store, 100);

        Assert.True(_folder.Segments.Count < 5, $"{_folder.Segments.Count} segments are left");
        Assert.Empty(await store.Feed.Log.CursorsAsync("", None));
    }

    [Fact]
    public async Task EngineBehind_KeepsSegments_BeyondTheBoundsOfFollowers()
    {
        await using ReadingStore store = await _folder.StartAsync(
            new RecorderOptions { SampleLogBytes = 4_096, SampleLogAge = TimeSpan.FromHours(1) }, time: _time);
        await AppendAsync(store, 200);
        _time.Advance(TimeSpan.FromDays(2));
        await AppendAsync(store, 200);
        Assert.Equal(400, (await store.Journal.ReadAsync(0, 1_000, None)).Count);
        Assert.Equal(400, store.Status.WaitingForEngine);
    }

    [Fact]
    public async Task EventsAndDeletions_AreNoSamples()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await SaveCursorAsync(store, "test", 0);
        for (int time = 1; time <= 3; time++)
        {
            await store.AppendAsync(Sample(time, 1.0), None);
            await store.AppendEventAsync(
                new DeviceEvent { Device = "meter", Time = DateTimeOffset.UnixEpoch, Type = "dip", Payload = "{}" }, None);
            await store.DeleteDeviceAsync("nobody", None);
        }

        SampleLogPage page = await store.Feed.Log.ReadAsync(1, 10, None);

        Assert.Equal([2L, 3L], page.Samples.Select(sample => sample.Sequence));
        Assert.Equal((0, 3, 3), (page.Missed, store.Feed.Log.Head, store.Feed.Log.LagOf("test")));
        Assert.Equal(9, store.Journal.Head);
    }

    [Fact]
    public async Task BoundOfBytes_OldestGo_AndTheFollowerIsToldHowMany()
    {
        await using ReadingStore store = await _folder.StartAsync(sampleLogBytes: 4_096, TimeSpan.FromDays(1), _time);
        await SaveCursorAsync(store, "test", 0);
        DateTimeOffset before = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(store, 500);

        await using var follower = new Follower(store, expected: 1);
        await follower.Reached;

        MissedSamples gap = Assert.Single(follower.Gaps);
        Assert.InRange(gap.Count, 300, 499);
        Assert.Equal((before, before.AddMinutes(1)), (gap.From, gap.To));
        Assert.Equal(gap.Count, follower.Subscription.Missed);
        Assert.Equal(gap.Count + 1, follower.Handled[0]);
    }

    [Fact]
    public async Task BoundOfAge_OldestGo()
    {
        await using ReadingStore store = await _folder.StartAsync(Ample, TimeSpan.FromHours(1), _time);
        await SaveCursorAsync(store, "test", 0);
        await AppendAsync(store, 50);
        _time.Advance(TimeSpan.FromHours(2));
        await AppendAsync(store, 50);

        SampleLogPage page = await store.Feed.Log.ReadAsync(0, 1_000, None);

        Assert.Equal((50, 50), (page.Missed, page.Samples.Count));
        Assert.Equal(_time.GetUtcNow(), page.MissedUntil);
    }

    [Fact]
    public async Task DeletedDevice_IsNotReplayed_AndLaterSamplesOfItAre()
    {
        await using (ReadingStore store = await _folder.StartAsync())
        {
            await SaveCursorAsync(store, "test", 0);
            await store.AppendAsync(Sample(1, 1.0), None);
            await store.AppendAsync(Sample(2, 1.0, device: "other"), None);
            await store.DeleteDeviceAsync("meter", None);
            await store.AppendAsync(Sample(3, 1.0), None);
            await AssertReplayedAsync(store);
        }

        await using ReadingStore restarted = await _folder.StartAsync();
        await AssertReplayedAsync(restarted);

        static async Task AssertReplayedAsync(ReadingStore store)
        {
            SampleLogPage page = await store.Feed.Log.ReadAsync(0, 10, None);
            Assert.Equal([2, 3], page.Samples.Select(sample => sample.Sequence));
            Assert.Equal((3, 0), (page.Position, page.Missed));
        }
    }

    [Fact]
    public async Task DeviceDeletedWhileItsSamplesWait_IsNotHandled()
    {
        await using ReadingStore store = await _folder.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var follower = new Follower(store, expected: 2, first: async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
        });
        await store.AppendAsync(Sample(1, 1.0, device: "other"), None);
        await entered.Task;
        await store.AppendAsync(Sample(2, 1.0), None);
        await store.DeleteDeviceAsync("meter", None);
        await store.AppendAsync(Sample(3, 1.0), None);

        release.SetResult();

        await follower.Reached;
        Assert.Equal([1, 3], follower.Handled);
    }

    [Fact]
    public async Task DamagedRecord_CountsAsMissed_AndTheNextOnesCome()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await SaveCursorAsync(store, "test", 0);
        await AppendAsync(store, 3);
        DamageCommit(2);

        await using var follower = new Follower(store, expected: 2);

        await follower.Reached;
        Assert.Equal([1, 3], follower.Handled);
        Assert.Equal(1, Assert.Single(follower.Gaps).Count);
    }

    [Fact]
    public async Task MovedCursor_IsReplayedFromThere()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await SaveCursorAsync(store, "hold", 0);
        await using (var follower = new Follower(store, expected: 5))
        {
            await AppendAsync(store, 5);
            await follower.Reached;
        }

        await SaveCursorAsync(store, "test", 2);

        await using var again = new Follower(store, expected: 3);
        await again.Reached;
        Assert.Equal([3, 4, 5], again.Handled);
    }

    private static async Task AppendAsync(ReadingStore store, int count)
    {
        for (int time = 1; time <= count; time++)
        {
            await store.AppendAsync(Sample(time, 1.0), None);
        }
    }

    private static ValueTask SaveCursorAsync(ReadingStore store, string name, long position) => store.Feed.Log.SaveCursorsAsync(
        [new SampleCursor { Name = name, Position = position, CommittedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }], None);

    private Task<ReadingStore> StartSmallAsync() =>
        _folder.StartAsync(new RecorderOptions { JournalSegmentBytes = 1_024 }, new MemoryEngine());

    // Changes a byte at the end of the record that has this number.
    private void DamageCommit(long number)
    {
        string path = _folder.Segments[0];
        byte[] bytes = File.ReadAllBytes(path);
        using (var scan = new RecordScan(new DiskFileSystem(new WriteMeter()).OpenRead(path), null, 0, bytes.Length))
        {
            while (scan.Next() && (scan.Header.First != number || scan.Header.Entries == 0))
            {
            }

            bytes[scan.End - 1] ^= 1;
        }

        File.WriteAllBytes(path, bytes);
    }
}
