using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Measuring;

namespace PiHub.Benchmarks.Rows;

/// <summary>Messages a second and processor time for a message, in turns on both brokers.</summary>
internal sealed class ThroughputComparison(BenchmarkArguments arguments, string folder, TextWriter progress)
{
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(string Row, string Broker), List<RunResult>> _results = [];
    private readonly List<double> _syncsPerSecond = [];
    private readonly ThroughputRow[] _rows = [.. ThroughputRow.All.Where(row => arguments.Wants(row.Name))];

    /// <summary>Messages that were lost in all runs.</summary>
    public long LostCount => _results.Values.Sum(runs => runs.Sum(run => run.LostCount));

    /// <summary>Whether a broker refused what a row needs.</summary>
    public bool HasFailed => _results.Values.Any(runs => runs.Any(run => run.Failure is not null));

    /// <summary>Measures the wanted rows.</summary>
    /// <returns>The table; null when no row is wanted.</returns>
    /// <exception cref="BrokerException">A broker is missing or did not start.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (_rows.Length == 0)
        {
            return null;
        }

        await using BrokerSet brokers = new(folder);
        for (int round = 1; round <= arguments.RoundCount; round++)
        {
            foreach (ThroughputRow row in _rows)
            {
                foreach (string name in new[] { row.Peer, Hub.Name })
                {
                    BrokerProcess broker = await brokers.GetAsync(name, cancellationToken);
                    RunResult result = await MeasureAsync(row, round, broker, cancellationToken);
                    Add(row.Name, name, result);
                    await progress.WriteLineAsync($"round {round}, {row.Name}, {name}: {result.DescribeRate()} messages/s");
                }
            }

            _syncsPerSecond.Add(DiskProbe.MeasureMs(folder, ProbeTime).Count / ProbeTime.TotalSeconds);
        }

        return Describe(brokers);
    }

    private async Task<RunResult> MeasureAsync(ThroughputRow row, int round, BrokerProcess broker, CancellationToken cancellationToken)
    {
        try
        {
            return await row.MeasureAsync(round, broker, arguments.MessageCount, cancellationToken);
        }
        catch (BrokerException exception)
        {
            return RunResult.Refused(exception.Message);
        }
    }

    private void Add(string row, string broker, RunResult result)
    {
        if (!_results.TryGetValue((row, broker), out List<RunResult>? runs))
        {
            _results[(row, broker)] = runs = [];
        }

        runs.Add(result);
    }

    private string Describe(BrokerSet brokers)
    {
        MarkdownTable table = new(
            "mosquitto, messages/s", "PiHub, messages/s", "ratio",
            "mosquitto, CPU s per million", "PiHub, CPU s per million", "ratio", "generator, cores (mosquitto, PiHub)");
        foreach (ThroughputRow row in _rows)
        {
            RunResult peer = RunResult.Median(_results[(row.Name, row.Peer)]), hub = RunResult.Median(_results[(row.Name, Hub.Name)]);
            table.Add(
                $"`{row.Name}` {row.Title}",
                peer.DescribeRate(),
                hub.DescribeRate(),
                MarkdownTable.Ratio(hub.RatePerSecond, peer.RatePerSecond),
                MarkdownTable.Number(peer.BrokerSecondsPerMillion),
                MarkdownTable.Number(hub.BrokerSecondsPerMillion),
                MarkdownTable.Ratio(hub.BrokerSecondsPerMillion, peer.BrokerSecondsPerMillion),
                $"{MarkdownTable.Number(peer.GeneratorCores)}, {MarkdownTable.Number(hub.GeneratorCores)}");
        }

        string more = string.Concat(brokers.Running.Select(broker =>
            $"- {broker.Name}: start to ready {MarkdownTable.Number(broker.ReadyAfter.TotalMilliseconds)} ms, " +
            $"resident memory after the load {MarkdownTable.Number(broker.ReadResidentBytes() / 1048576.0)} MiB\n"));
        return $"{table}\n- the disk itself, 4 KiB appended and synced, one after the other: " +
            $"{MarkdownTable.Number(Statistics.Median(_syncsPerSecond))} a second\n{more}";
    }
}
