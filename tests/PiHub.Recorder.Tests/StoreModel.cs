using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

/// <summary>What a store must have, and may have: what was acknowledged, and behind it what waited when the power went.</summary>
internal sealed class StoreModel
{
    private readonly List<object> _certain = [];
    private readonly List<(object Operation, Task Done)> _waiting = [];
    private long _ids;

    /// <summary>An id for the next operation.</summary>
    public long NextId => _ids + 1;

    /// <summary>Operations that were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Notes an operation in the order in which it is given to the store.</summary>
    public Task Add(object operation, Func<ValueTask> start)
    {
        _ids++;
        Task done = start().AsTask();
        _waiting.Add((operation, done));
        return done;
    }

    /// <summary>Notes what was acknowledged; the others wait until the next <see cref="Match"/>.</summary>
    public void Settle(List<Task> asked)
    {
        while (_waiting.Count > 0 && _waiting[0].Done.IsCompletedSuccessfully)
        {
            _certain.Add(_waiting[0].Operation);
            _waiting.RemoveAt(0);
            Acknowledged++;
        }

        Assert.True(asked.Count >= _waiting.Count, "Something of an earlier step was not acknowledged.");
        Assert.DoesNotContain(_waiting, one => one.Done.IsCompletedSuccessfully);
    }

    /// <summary>The store has everything acknowledged and the first of what waited, whole; that is certain from now on.</summary>
    public void Match(List<string> found, string round)
    {
        while (_waiting.Count > 0 && _waiting[0].Done.IsCompletedSuccessfully)
        {
            _certain.Add(_waiting[0].Operation);
            _waiting.RemoveAt(0);
            Acknowledged++;
        }

        List<string> first = Expected(0);
        for (int also = 0; also <= _waiting.Count; also++)
        {
            if (Expected(also).SequenceEqual(found, StringComparer.Ordinal))
            {
                _certain.AddRange(_waiting.Take(also).Select(one => one.Operation));
                _waiting.Clear();
                return;
            }
        }

        Assert.Fail($"{round}: lost {string.Join(", ", first.Except(found).Take(5))}; too much: "
            + $"{string.Join(", ", found.Except(Expected(_waiting.Count)).Take(5))}; {_waiting.Count} waited.");
    }

    /// <summary>All readings and events of an engine, a line each.</summary>
    public static async Task<List<string>> SnapshotAsync(IReadingEngine engine)
    {
        var lines = new List<string>();
        foreach (string device in engine.ListSeries(null).Select(series => series.Device).Concat(["d0", "d1", "d2", "d3"]).Distinct())
        {
            foreach (RecordedSeries series in engine.ListSeries(device))
            {
                await foreach (ReadingRun run in engine.ReadAsync(series, TimeRange.All, CancellationToken.None))
                {
                    for (int index = 0; index < run.Count; index++)
                    {
                        lines.Add($"{device} {series.Metric} {run.Times[index]} {run.ValueAt(index).Number}");
                    }
                }
            }

            IReadOnlyList<DeviceEvent> events = await engine.ReadEventsAsync(device, null, 100_000, CancellationToken.None);
            lines.AddRange(events.Select(LineOf));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private List<string> Expected(int also)
    {
        var readings = new Dictionary<string, double?>();
        var events = new HashSet<string>();
        foreach (object operation in _certain.Concat(_waiting.Take(also).Select(one => one.Operation)))
        {
            if (operation is DeletedDevice deletion)
            {
                foreach (string key in readings.Keys.Where(key => key.StartsWith(deletion.Device + " ", StringComparison.Ordinal)).ToList())
                {
                    readings.Remove(key);
                }

                events.RemoveWhere(line => line.StartsWith(deletion.Device + " ", StringComparison.Ordinal));
            }
            else if (operation is Sample sample)
            {
                foreach ((string metric, MetricValue value) in sample.Metrics)
                {
                    readings[$"{sample.Device} {metric} {sample.Time.ToUnixTimeMilliseconds()}"] = value.Number;
                }
            }
            else if (operation is DeviceEvent one)
            {
                events.Add(LineOf(one));
            }
        }

        List<string> lines = [.. readings.Select(reading => $"{reading.Key} {reading.Value}"), .. events];
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string LineOf(DeviceEvent one) => $"{one.Device} {one.Type} {one.Time.ToUnixTimeMilliseconds()} {one.Payload}";
}
