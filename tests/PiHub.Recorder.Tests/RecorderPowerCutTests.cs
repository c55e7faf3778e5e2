using System.Globalization;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Tests.Files;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

/// <summary>Takes the power away at any operation from the whole store, journal and blocks, and sometimes the index with it.
/// <c>PIHUB_CHAOS_ROUNDS</c> says how often.</summary>
public sealed class RecorderPowerCutTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("PIHUB_CHAOS_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 25;

    private readonly StoreFolder _folder = new();
    private readonly StoreFolder _indexCopy = new();
    private readonly HastyTime _time = new();
    private readonly Random _random = new(20261122);
    private readonly StoreModel _model = new();
    private PowerCutFileSystem _files = new();
    private BlockEngine? _engine;
    private int _flushes;
    private int _rollups;

    [Fact]
    public async Task PowerCutAtAnyOperation_LosesNothingAcknowledgedAndDoublesNothing()
    {
        int cuts = 0;
        for (int round = 0; round < Rounds; round++)
        {
            await using (ReadingStore store = Create())
            {
                _files.OperationsLeft = _random.Next(120);
                _files.FailingSyncs = _random.Next(8) == 0 ? 1 : 0;
                await store.StartAsync(None);
                await WorkAsync(store);
                cuts += _files.IsOn ? 0 : 1;
            }

            _files = _files.CutPower(_random);
            string index = ChangeIndex();
            await CheckAsync($"Round {round}, {index}");
            KeepIndex();
        }

        Assert.True(cuts > Rounds / 3, $"The power went in {cuts} rounds only.");
        Assert.True(_flushes > Rounds, $"There were {_flushes} flushes only.");
        Assert.True(_rollups > Rounds / 4, $"There were {_rollups} writes of rollups only.");
        Console.WriteLine($"{Rounds} rounds, {cuts} cuts, {_model.Acknowledged} acknowledged, {_flushes} flushes, {_rollups} rollup writes");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _indexCopy.Dispose();
    }

    // Some at a time, until the power goes.
    private async Task WorkAsync(ReadingStore store)
    {
        for (int step = 0; step < 14 && _files.IsOn; step++)
        {
            List<Task> waiting = [];
            for (int left = _random.Next(1, 8); left > 0; left--)
            {
                waiting.Add(AppendOne(store));
            }

            Task all = Task.WhenAll(waiting);
            while (!all.IsCompleted && _files.IsOn)
            {
                await Task.WhenAny(all, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
            }

            _model.Settle(waiting);
            if (_files.IsOn)
            {
                await MaintainAsync(_engine!); // set by Create
            }
        }
    }

    private Task AppendOne(ReadingStore store)
    {
        string device = $"d{_random.Next(4)}";
        switch (_random.Next(16))
        {
            case 0:
                return _model.Add(new DeletedDevice(device), () => store.DeleteDeviceAsync(device, None));
            case < 4:
                var one = new DeviceEvent { Device = device, Time = At(_random.Next(100_000)), Type = "dip", Payload = $"{_model.NextId}" };
                return _model.Add(one, () => store.AppendEventAsync(one, None));
            default:
                // In order, out of order, and at the same time again.
                long time = _random.Next(3) == 0 ? _random.Next(500_000) : _model.NextId * 100;
                Sample sample = StoreFolder.Sample(time, (double)_model.NextId, $"m{_random.Next(3)}", device);
                return _model.Add(sample, () => store.AppendAsync(sample, None));
        }
    }

    private async Task MaintainAsync(BlockEngine engine)
    {
        try
        {
            switch (_random.Next(6))
            {
                case 0 or 1:
                    await engine.FlushAsync(None);
                    _flushes++;
                    break;
                case 2:
                    await engine.CompactAsync(None);
                    break;
                case 3:
                    await WriteRollupsAsync(engine);
                    break;
                default:
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or EngineException)
        {
            // The power went.
        }
    }

    private async Task WriteRollupsAsync(BlockEngine engine)
    {
        foreach (RecordedSeries series in engine.ListSeries(null))
        {
            RollupState state = await engine.RollupStateAsync(series, None);
            long until = Math.Max(state.MinutesUntil == long.MinValue ? 0 : state.MinutesUntil, 0) + 60_000;
            RollupBucket[] buckets = [new(until - 60_000, 60, 1, 3, 120, 2, 0, 0)];
            if (await engine.WriteRollupsAsync(
                new RollupWrite
                {
                    Series = series,
                    Version = state.Version,
                    Parts = [new RollupPart(ReadingLevel.Minute, [new TimeRange(until - 60_000, until)], buckets, until)],
                    Settled = [.. state.Stale.Select(stale => stale.Id)],
                },
                None))
            {
                _rollups++;
            }
        }
    }

    // The index is on another disk, as it were: it may be the one of the cut, an older one, or gone.
    private string ChangeIndex()
    {
        switch (_random.Next(4))
        {
            case 0:
                DeleteIndex();
                return "no index";
            case 1 when File.Exists(Path.Combine(_indexCopy.Path, "index.db")):
                DeleteIndex();
                CopyIndex(_indexCopy.Path, _folder.Path);
                return "older index";
            default:
                return "index kept";
        }
    }

    private void KeepIndex()
    {
        if (_random.Next(2) == 0)
        {
            CopyIndex(_folder.Path, _indexCopy.Path);
        }
    }

    private void DeleteIndex()
    {
        foreach (string path in Directory.GetFiles(_folder.Path, "index.db*"))
        {
            File.Delete(path);
        }
    }

    private static void CopyIndex(string from, string to)
    {
        foreach (string path in Directory.GetFiles(to, "index.db*"))
        {
            File.Delete(path);
        }

        foreach (string path in Directory.GetFiles(from, "index.db*"))
        {
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
        }
    }

    private async Task CheckAsync(string round)
    {
        await using ReadingStore store = Create();
        await store.StartAsync(None);
        Assert.Equal(RecorderState.Ok, store.Status.State);
        Assert.Empty(store.Status.JournalDamages);
        _model.Match(await StoreModel.SnapshotAsync(_engine!), round); // set by Create
        VerifyResult verified = await _engine!.VerifyAsync(None);
        Assert.True(verified.Damages.Count == 0, $"{round}: {string.Join(", ", verified.Damages)}");
        foreach (RecordedSeries series in _engine.ListSeries(null))
        {
            long last = long.MinValue;
            await foreach (IReadOnlyList<RollupBucket> page in _engine.ReadRollupsAsync(series, ReadingLevel.Minute, TimeRange.All, None))
            {
                foreach (RollupBucket bucket in page)
                {
                    Assert.True(bucket.StartMilliseconds > last, $"{round}: a bucket twice.");
                    last = bucket.StartMilliseconds;
                }
            }
        }
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private ReadingStore Create()
    {
        var options = new RecorderOptions { Folder = _folder.Path, JournalSegmentBytes = 4_096 };
        _engine = new BlockEngine(options, _files, _time, _folder.Log, rotateBytes: 8_192);
        return new ReadingStore(options, _engine, _files, _time, _folder.Log);
    }
}
