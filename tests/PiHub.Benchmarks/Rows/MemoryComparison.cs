using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Measuring;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Rows;

/// <summary>Resident memory with many idle clients, on fresh brokers.</summary>
internal sealed class MemoryComparison(BenchmarkArguments arguments, string folder, TextWriter progress)
{
    public const string Name = "memory";
    private const int IdleBufferBytes = 256;

    // Both brokers put things away behind a burst of connections.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    /// <summary>Connects as many clients as the counts say, on one broker after the other.</summary>
    /// <returns>The table; null when it is not wanted.</returns>
    /// <exception cref="BrokerException">A broker is missing, did not start, or takes no more connections.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (!arguments.Wants(Name))
        {
            return null;
        }

        long[] peer = await MeasureAsync(Mosquitto.Name, cancellationToken), hub = await MeasureAsync(Hub.Name, cancellationToken);
        MarkdownTable table = new("mosquitto, MiB", "PiHub, MiB", "ratio", "mosquitto, KiB per connection", "PiHub, KiB per connection", "ratio");
        for (int step = 0; step < peer.Length; step++)
        {
            int count = arguments.ConnectionCounts[step];
            double peerKibibytes = (peer[step] - peer[0]) / 1024.0 / count, hubKibibytes = (hub[step] - hub[0]) / 1024.0 / count;
            table.Add(
                $"resident memory, {MarkdownTable.Number(count).Replace(".00", "", StringComparison.Ordinal)} idle clients",
                MarkdownTable.Number(peer[step] / 1048576.0),
                MarkdownTable.Number(hub[step] / 1048576.0),
                MarkdownTable.Ratio(hub[step], peer[step]),
                count == 0 ? "" : MarkdownTable.Number(peerKibibytes),
                count == 0 ? "" : MarkdownTable.Number(hubKibibytes),
                count == 0 ? "" : MarkdownTable.Ratio(hubKibibytes, peerKibibytes));
        }

        return table.ToString();
    }

    private async Task<long[]> MeasureAsync(string name, CancellationToken cancellationToken)
    {
        List<long> residentBytes = [];
        List<MqttConnection> clients = [];
        await using BrokerSet brokers = new(folder);
        BrokerProcess broker = await brokers.GetAsync(name, cancellationToken);
        try
        {
            foreach (int count in arguments.ConnectionCounts)
            {
                while (clients.Count < count)
                {
                    clients.Add(await OpenAsync(broker, clients.Count, cancellationToken));
                }

                await Task.Delay(SettleTime, TimeProvider.System, cancellationToken);
                residentBytes.Add(broker.ReadResidentBytes());
                await progress.WriteLineAsync($"memory, {name}, {count} idle clients: {MarkdownTable.Number(residentBytes[^1] / 1048576.0)} MiB");
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        return [.. residentBytes];
    }

    private static async Task<MqttConnection> OpenAsync(BrokerProcess broker, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await MqttConnection.OpenAsync(broker.Port, $"idle-{number}", cancellationToken, bufferBytes: IdleBufferBytes);
        }
        catch (BrokerException exception)
        {
            string limit = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
            throw new BrokerException($"{broker.Name} with {number} clients: {exception.Message} (limits here, soft and hard: {limit[16..].Trim()})");
        }
    }
}
