using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Blocks;

/// <summary>Does to a block engine, and to the model, what a seed says.</summary>
internal sealed class RandomOperations(BlockRig rig, Random random)
{
    private const long Start = 1_700_000_000_000;

    private static readonly string[] Devices = ["meter", "plug", "boiler"];
    private static readonly string[] Metrics = ["power_watt", "voltage_volt"];

    private readonly Dictionary<RecordedSeries, long> _dropped = [];
    private long _clock = Start;

    /// <summary>Commits something.</summary>
    public void Commit()
    {
        switch (random.Next(20))
        {
            case 0:
                rig.Delete(Pick(Devices));
                break;
            case < 4:
                rig.AppendEvent(SomeTime(), new string('e', random.Next(5)) + random.Next(50), Pick(Devices));
                break;
            case 4:
                int count = random.Next(1, 9_000);
                rig.AppendMany(_clock, count, Pick(Metrics), Pick(Devices));
                _clock += count * 1_000L;
                break;
            default:
                rig.Commit(Enumerable.Range(0, random.Next(1, 60)).Select(_ => SomeSample()).ToList());
                break;
        }
    }

    /// <summary>Flushes, compacts, starts anew, loses the index.</summary>
    public async Task MaintainAsync()
    {
        switch (random.Next(10))
        {
            case 0:
                await rig.RestartAsync();
                break;
            case 1:
                await RebuildAsync();
                break;
            case 2:
                await rig.Engine.CompactAsync(default);
                break;
            case 3:
                rig.TrimJournal();
                break;
            case 4:
                await DropAsync();
                break;
            case 5 or 6:
                await WriteRollupsAsync();
                break;
            default:
                await rig.FlushAsync();
                break;
        }
    }

    /// <summary>Loses the index. Of the last blocks written a rebuild cannot know whether all are there; so they are none of rollups, of which
    /// it would keep more than was meant to stay.</summary>
    public async Task RebuildAsync()
    {
        rig.Append(Start - 2_000_000_000, 1);
        await rig.FlushAsync();
        await rig.RebuildAsync();
    }

    /// <summary>A look at some of it.</summary>
    public async Task CheckAsync()
    {
        long from = SomeTime();
        (string device, string metric) = (Pick(Devices), Pick(Metrics));
        await rig.AssertSameAsync(device, metric, Kept(device, metric, new TimeRange(from, from + random.Next(100_000_000))));
        await rig.AssertSameEventsAsync(device, random.Next(2) == 0 ? null : SomeTime(), random.Next(1, 20));
    }

    /// <summary>A look at everything.</summary>
    public async Task CheckAllAsync()
    {
        Assert.Equal(
            rig.Model.ListSeries(null).Select(series => (series.Device, series.Metric)),
            rig.Engine.ListSeries(null).Select(series => (series.Device, series.Metric)));
        foreach (string device in Devices)
        {
            await rig.AssertSameEventsAsync(device, null, 1_000_000);
            foreach (string metric in Metrics)
            {
                await rig.AssertSameAsync(device, metric, Kept(device, metric, TimeRange.All));
                foreach (ReadingLevel level in (ReadingLevel[])[ReadingLevel.Minute, ReadingLevel.Hour, ReadingLevel.Day])
                {
                    Assert.Equal(await BucketsAsync(rig.Model, device, metric, level), await BucketsAsync(rig.Engine, device, metric, level));
                }
            }
        }
    }

    private static async Task<List<RollupBucket>> BucketsAsync(IReadingEngine engine, string device, string metric, ReadingLevel level)
    {
        var buckets = new List<RollupBucket>();
        if (engine.FindSeries(device, metric) is { } series)
        {
            await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(series, level, TimeRange.All, default))
            {
                buckets.AddRange(page);
            }
        }

        return buckets;
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    // Dropped readings may stay a while.
    private TimeRange Kept(string device, string metric, TimeRange range) =>
        rig.Model.FindSeries(device, metric) is { } series && _dropped.TryGetValue(series, out long before)
            ? range with { FromMilliseconds = Math.Max(range.FromMilliseconds, before) }
            : range;

    private long SomeTime() => random.Next(8) switch
    {
        0 => Start + random.NextInt64(Math.Max(1, _clock - Start)), // anywhere
        1 => _clock - random.Next(20_000), // a little late, or the same again
        2 => Start - random.Next(1_000_000_000), // before all
        _ => _clock += random.Next(5_000),
    };

    private Func<long, DateTimeOffset, JournalEntry> SomeSample()
    {
        var metrics = new Dictionary<string, MetricValue>();
        foreach (string metric in Metrics)
        {
            if (random.Next(3) > 0)
            {
                metrics[metric] = random.Next(30) switch
                {
                    0 => "text " + random.Next(9),
                    1 => random.Next(2) == 0,
                    _ => random.Next(10_000) / 10.0,
                };
            }
        }

        var sample = new Sample
        {
            Device = Pick(Devices),
            Time = DateTimeOffset.FromUnixTimeMilliseconds(SomeTime()),
            Metrics = metrics,
            Quality = random.Next(10) == 0 ? ReadingQuality.Uncertain : ReadingQuality.Good,
        };
        return (number, at) => new SampleEntry(number, at, sample);
    }

    private async Task DropAsync()
    {
        (string device, string metric) = (Pick(Devices), Pick(Metrics));
        if (rig.Model.FindSeries(device, metric) is { } series && rig.Engine.FindSeries(device, metric) is { } same)
        {
            long before = SomeTime();
            await rig.Model.DropAsync(series, ReadingLevel.Raw, before, default);
            await rig.Engine.DropAsync(same, ReadingLevel.Raw, before, default);
            _dropped[series] = Math.Max(before, _dropped.GetValueOrDefault(series));
        }
    }

    private async Task WriteRollupsAsync()
    {
        (string device, string metric) = (Pick(Devices), Pick(Metrics));
        if (rig.Model.FindSeries(device, metric) is not { } series || rig.Engine.FindSeries(device, metric) is not { } same)
        {
            return;
        }

        long minute = SomeTime() / 60_000 * 60_000;
        var buckets = Enumerable.Range(0, random.Next(3_000)).Where(_ => random.Next(4) > 0)
            .Select(index => new RollupBucket(minute + (index * 60_000L), 60, 1, 3, 120, 2, random.Next(9), 0)).ToList();
        long end = buckets.Count == 0 ? minute : buckets[^1].StartMilliseconds + 60_000;
        foreach ((IReadingEngine engine, RecordedSeries its) in ((IReadingEngine, RecordedSeries)[])[(rig.Model, series), (rig.Engine, same)])
        {
            bool isWritten = false;
            while (!isWritten)
            {
                RollupState state = await engine.RollupStateAsync(its, default);
                isWritten = await engine.WriteRollupsAsync(
                    new RollupWrite
                    {
                        Series = its,
                        Version = state.Version,
                        Parts = [new RollupPart(ReadingLevel.Minute, [new TimeRange(minute, end)], buckets, Math.Max(end, state.MinutesUntil))],
                        Settled = [.. state.Stale.Select(stale => stale.Id)],
                    },
                    default);
            }
        }
    }
}
