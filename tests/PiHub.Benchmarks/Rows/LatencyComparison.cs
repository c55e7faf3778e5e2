using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Load;
using PiHub.Benchmarks.Measuring;

namespace PiHub.Benchmarks.Rows;

/// <summary>How long a message takes at a thousand a second, in turns on both brokers and beside the disk's own syncs.</summary>
internal sealed class LatencyComparison(BenchmarkArguments arguments, string folder, TextWriter progress)
{
    private readonly Dictionary<(string Row, string Broker), List<LatencyResult>> _results = [];
    private readonly List<double> _syncsMs = [];
    private readonly LatencyRow[] _rows = [.. LatencyRow.All.Where(row => arguments.Wants(row.Name))];

    /// <summary>Messages that were lost in all runs.</summary>
    public long LostCount => _results.Values.Sum(runs => runs.Sum(run => run.LostCount));

    /// <summary>Measures the wanted rows.</summary>
    /// <returns>The table; null when no row is wanted.</returns>
    /// <exception cref="BrokerException">A broker is missing, did not start, or closed a connection.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (_rows.Length == 0)
        {
            return null;
        }

        await using BrokerSet brokers = new(folder);
        for (int round = 1; round <= arguments.RoundCount; round++)
        {
            foreach (LatencyRow row in _rows)
            {
                foreach (string name in new[] { Mosquitto.Name, Hub.Name })
                {
                    BrokerProcess broker = await brokers.GetAsync(name, cancellationToken);
                    LatencyResult result = await new LatencyRun(row.Traffic, round, broker, arguments.LatencyTime).MeasureAsync(cancellationToken);
                    List<LatencyResult> runs = _results.GetValueOrDefault((row.Name, name)) ?? [];
                    runs.Add(result);
                    _results[(row.Name, name)] = runs;
                    await progress.WriteLineAsync(
                        $"round {round}, {row.Name}, {name}: p99 {MarkdownTable.Number(result.NinetyNinthMs, result.LostCount)} ms");
                }
            }

            _syncsMs.AddRange(DiskProbe.MeasureMs(folder, arguments.LatencyTime));
        }

        return Describe();
    }

    private string Describe()
    {
        MarkdownTable table = new("mosquitto, p50 ms", "PiHub, p50 ms", "mosquitto, p99 ms", "PiHub, p99 ms", "p99 ratio", "PiHub p99 by the disk's");
        double syncMs = Statistics.Percentile(_syncsMs, 0.99);
        foreach (LatencyRow row in _rows)
        {
            LatencyResult peer = LatencyResult.Median(_results[(row.Name, Mosquitto.Name)]);
            LatencyResult hub = LatencyResult.Median(_results[(row.Name, Hub.Name)]);
            table.Add(
                $"`{row.Name}` {row.Title}",
                MarkdownTable.Number(peer.MedianMs, peer.LostCount),
                MarkdownTable.Number(hub.MedianMs, hub.LostCount),
                MarkdownTable.Number(peer.NinetyNinthMs),
                MarkdownTable.Number(hub.NinetyNinthMs),
                MarkdownTable.Ratio(hub.NinetyNinthMs, peer.NinetyNinthMs),
                MarkdownTable.Ratio(hub.NinetyNinthMs, syncMs));
        }

        return $"{table}\n- the disk itself, 4 KiB appended and synced: p50 {MarkdownTable.Number(Statistics.Percentile(_syncsMs, 0.5))} ms, " +
            $"p99 {MarkdownTable.Number(syncMs)} ms\n";
    }
}
