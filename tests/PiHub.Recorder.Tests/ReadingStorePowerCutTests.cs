using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Tests.Engine;
using PiHub.Recorder.Tests.Files;

namespace PiHub.Recorder.Tests;

/// <summary>Takes the power away at any operation, again and again, from a store that works; and looks at what is left.</summary>
public sealed class ReadingStorePowerCutTests
{
    private const int Rounds = 200;
    private static readonly CancellationToken None = CancellationToken.None;

    // Ids in order of commit, as one producer gives them out; true: acknowledged.
    private readonly SortedDictionary<long, bool> _appended = [];
    private readonly Random _random = new(20261121);
    private readonly HastyTime _time = new();
    private PowerCutFileSystem _files = new();
    private long _cursor;
    private long _head;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PowerCutAtAnyOperation_LosesNothingAcknowledgedAndDoublesNothing(bool keepsJournal)
    {
        int cuts = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await using (ReadingStore store = Create(keepsJournal))
            {
                _files.OperationsLeft = _random.Next(40);
                _files.FailingSyncs = _random.Next(8) == 0 ? 1 : 0;
                _files.BytesLeft = _random.Next(8) == 0 ? _random.Next(3_000) : long.MaxValue;
                await store.StartAsync(None);
                await WorkAsync(store);
                cuts += store.Status.State == RecorderState.Failing ? 1 : 0;
            }

            _files = _files.CutPower(_random);
            await CheckAsync(keepsJournal);
        }

        Assert.True(cuts > Rounds / 3, $"The power went in {cuts} rounds only.");
        Assert.True(_appended.Values.Count(isAcknowledged => isAcknowledged) > Rounds);
    }

    // Some at a time, until the power goes.
    private async Task WorkAsync(ReadingStore store)
    {
        for (int step = 0; step < 12 && _files.OperationsLeft >= 0; step++)
        {
            List<(long Id, Task Task)> waiting = [];
            for (int left = _random.Next(1, 6); left > 0; left--)
            {
                waiting.Add(AppendOne(store));
            }

            Task all = Task.WhenAll(waiting.Select(one => one.Task));
            while (!all.IsCompleted && _files.IsOn)
            {
                _files.BytesLeft = long.MaxValue; // somebody frees space
                await Task.WhenAny(all, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
            }

            foreach ((long id, Task task) in waiting)
            {
                _appended[id] |= task.IsCompletedSuccessfully;
            }

            if (!_files.IsOn)
            {
                return;
            }
        }
    }

    private (long Id, Task Task) AppendOne(ReadingStore store)
    {
        long id = _appended.Count + 1;
        _appended.Add(id, false);
        switch (_random.Next(6))
        {
            case 0:
                return (id, store.AppendEventAsync(
                    new DeviceEvent { Device = "meter", Time = DateTimeOffset.UnixEpoch, Type = "dip", Payload = $"{id}" }, None).AsTask());
            case 1:
                return (id, store.DeleteDeviceAsync($"d{id}", None).AsTask());
            case 2:
                return (id, SaveAsync(store, id));
            default:
                return (id, store.AppendAsync(StoreFolder.Sample(id, new string('x', _random.Next(255))), None).AsTask());
        }
    }

    // A cursor and a sample behind it.
    private async Task SaveAsync(ReadingStore store, long id)
    {
        Task append = store.AppendAsync(StoreFolder.Sample(id, 1.0), None).AsTask();
        long position = store.Feed.Log.Head;
        await store.Feed.Log.SaveCursorsAsync(
            [new SampleCursor { Name = "test", Position = position, CommittedAt = DateTimeOffset.UnixEpoch }], None);
        _cursor = Math.Max(_cursor, position);
        await append;
    }

    private async Task CheckAsync(bool keepsJournal)
    {
        await using ReadingStore store = Create(keepsJournal);
        await store.StartAsync(None);
        Assert.Equal(RecorderState.Ok, store.Status.State);
        Assert.Empty(store.Status.JournalDamages);
        List<JournalEntry> entries = await Journal.JournalFolder.ReadAllAsync((SegmentJournal)store.Journal, 10_000);
        long first = entries.Count == 0 ? 0 : entries[0].Number;
        Assert.Equal(Enumerable.Range(0, entries.Count).Select(index => first + index), entries.Select(entry => entry.Number));
        Assert.Equal(store.Journal.Head, entries.Count == 0 ? 0 : entries[^1].Number);
        Assert.True(store.Journal.Head >= _head, "Numbers went back.");
        List<long> ids = [.. entries.Select(IdOf)];
        Assert.Equal(ids.Count, ids.Distinct().Count());
        HashSet<long> kept = [.. ids];
        Assert.DoesNotContain(_appended, one => one.Value && one.Key >= (ids.Count == 0 ? 0 : ids.Min()) && !kept.Contains(one.Key));
        Assert.All(ids, id => Assert.True(_appended.ContainsKey(id)));
        long position = (await store.Feed.Log.CursorsAsync("test", None)).Select(cursor => cursor.Position).FirstOrDefault();
        Assert.InRange(position, _cursor, store.Feed.Log.Head);
        SampleLogPage page = await store.Feed.Log.ReadAsync(position, 10_000, None);
        Assert.Equal((0L, store.Feed.Log.Head - position), (page.Missed, (long)page.Samples.Count));
        foreach (long id in ids)
        {
            _appended[id] = true; // what was seen once stays
        }

        (_cursor, _head) = (position, store.Journal.Head);
    }

    private static long IdOf(JournalEntry entry) => entry switch
    {
        SampleEntry sample => sample.Sample.Time.ToUnixTimeMilliseconds(),
        EventEntry one => long.Parse(one.Event.Payload, CultureInfo.InvariantCulture),
        DeletionEntry deletion => long.Parse(deletion.Device[1..], CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException("Nobody wrote this."),
    };

    private ReadingStore Create(bool keepsJournal) => new(
        new RecorderOptions { Folder = "/data", JournalSegmentBytes = 2_048 },
        new MemoryEngine { KeepsJournal = keepsJournal },
        _files,
        _time,
        NullLogger<ReadingStore>.Instance);
}
