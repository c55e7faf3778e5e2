using System.Text;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>Debian's InfluxDB 1.6: each batch is synced to its log on disk before it answers, as it is configured by default.</summary>
internal sealed class InfluxStore : IStore
{
    private const string Program = "/usr/bin/influxd";
    private const string Database = "bench";

    public string Name => "InfluxDB 1.6";

    public string? Missing => File.Exists(Program) ? null : "apt-get install influxdb";

    public async Task<(StoreProcess Process, IStoreClient Client)> StartAsync(string folder, CancellationToken cancellationToken)
    {
        int port = ServerStart.FindFreePort();
        string configuration = Path.Combine(folder, "influxdb.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{ServerStart.FindFreePort()}"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
              query-log-enabled = false
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
              max-body-size = 0
            """,
            cancellationToken);
        var http = new HttpStore(port);
        StoreProcess process = await ServerStart.RunAsync(Program, ["run", "-config", configuration], http, "/ping", cancellationToken);
        await http.PostAsync($"/query?q=CREATE%20DATABASE%20{Database}", [], cancellationToken);
        return (process, new Client(http));
    }

    private sealed class Client(HttpStore http) : IStoreClient
    {
        public Task IngestAsync(ReadingLoad load, CancellationToken cancellationToken) =>
            http.PostLinesAsync($"/write?db={Database}&precision=ms", load, cancellationToken);

        public async Task<long> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
        {
            string range = $"FROM {LineBatch.Measurement} WHERE device='{query.Device}' AND time>={query.FromMs}ms AND time<{query.ToMs}ms";
            string field = $"\"{query.Metric}\"";
            string select = query.Points == 0
                ? $"SELECT {field} {range}"
                : $"SELECT min({field}), max({field}), mean({field}) {range} GROUP BY time({query.StepMs}ms) fill(none)";
            byte[] csv = await http.GetAsync(
                $"/query?db={Database}&epoch=ms&q={Uri.EscapeDataString(select)}", "application/csv", cancellationToken);
            return csv.AsSpan().Count(Encoding.UTF8.GetBytes("\n")) - 1; // without the line of names
        }

        public ValueTask DisposeAsync()
        {
            http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
