using System.Globalization;
using System.Text;
using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks;

/// <summary>Both brokers under the same scenarios, in turns.</summary>
internal sealed class Comparison
{
    private readonly Dictionary<(string Scenario, string Broker), List<double>> _ratesPerSecond = [];
    private readonly StringBuilder _resources = new();

    private Comparison()
    {
    }

    /// <summary>Starts both brokers and runs every scenario on each, one after the other, as often as asked.</summary>
    /// <exception cref="BrokerException">A broker is missing, did not start, or lost a message.</exception>
    public static async Task<Comparison> RunAsync(BenchmarkArguments arguments, TextWriter progress, CancellationToken cancellationToken)
    {
        Comparison comparison = new();
        await using BrokerProcess mosquitto = await Mosquitto.StartAsync(cancellationToken);
        await using BrokerProcess hub = await Hub.StartAsync(cancellationToken);
        BrokerProcess[] brokers = [mosquitto, hub];
        long[] idleBytes = [.. brokers.Select(broker => broker.ReadResidentBytes())];
        for (int round = 1; round <= arguments.RoundCount; round++)
        {
            foreach (Scenario scenario in Scenario.All)
            {
                foreach (BrokerProcess broker in brokers)
                {
                    LoadRun run = new(scenario, round, broker.Port, arguments.MessageCount);
                    double rate = await run.MeasurePerSecondAsync(cancellationToken);
                    comparison.Add(scenario.Name, broker.Name, rate);
                    await progress.WriteLineAsync($"round {round}, {scenario.Name}, {broker.Name}: {Number(rate)} messages/s");
                }
            }
        }

        comparison.AddResource("resident memory idle, MiB", [.. idleBytes.Select(Mebibytes)]);
        comparison.AddResource("resident memory after the load, MiB", [.. brokers.Select(broker => Mebibytes(broker.ReadResidentBytes()))]);
        comparison.AddResource("start to ready, ms", [.. brokers.Select(broker => broker.ReadyAfter.TotalMilliseconds)]);
        return comparison;
    }

    /// <summary>The table, with the hub's number divided by mosquitto's as ratio.</summary>
    public string ToMarkdown()
    {
        StringBuilder table = new("| | mosquitto | PiHub | ratio |\n|---|---:|---:|---:|\n");
        foreach (string scenario in Scenario.All.Select(scenario => scenario.Name))
        {
            table.Append(Row($"{scenario}, messages/s", Median(scenario, Mosquitto.Name), Median(scenario, Hub.Name)));
        }

        return table.Append(_resources).ToString();
    }

    private void Add(string scenario, string broker, double ratePerSecond)
    {
        if (!_ratesPerSecond.TryGetValue((scenario, broker), out List<double>? rates))
        {
            _ratesPerSecond[(scenario, broker)] = rates = [];
        }

        rates.Add(ratePerSecond);
    }

    private void AddResource(string name, double[] values) => _resources.Append(Row(name, values[0], values[1]));

    private double Median(string scenario, string broker)
    {
        double[] rates = [.. _ratesPerSecond[(scenario, broker)].Order()];
        return (rates[(rates.Length - 1) / 2] + rates[rates.Length / 2]) / 2;
    }

    private static string Row(string name, double mosquitto, double hub) =>
        $"| {name} | {Number(mosquitto)} | {Number(hub)} | {(hub / mosquitto).ToString("0.00", CultureInfo.InvariantCulture)} |\n";

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static double Mebibytes(long bytes) => bytes / 1048576.0;
}
