using System.Globalization;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>Debian's VictoriaMetrics 1.79: keeps the newest seconds in memory, so that a crash loses what it has acknowledged.</summary>
internal sealed class VictoriaStore : IStore
{
    private const string Program = "/usr/bin/victoria-metrics";

    public string Name => "VictoriaMetrics 1.79 (not durable)";

    public string? Missing => File.Exists(Program) ? null : "apt-get install victoria-metrics";

    public async Task<(StoreProcess Process, IStoreClient Client)> StartAsync(string folder, CancellationToken cancellationToken)
    {
        int port = ServerStart.FindFreePort();
        var http = new HttpStore(port);
        StoreProcess process = await ServerStart.RunAsync(
            Program,
            [
                $"-storageDataPath={folder}/data", $"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y",
                "-search.maxPointsPerTimeseries=1000000", "-search.maxSamplesPerSeries=1000000000", "-search.maxQueryDuration=10m",
            ],
            http,
            "/health",
            cancellationToken);
        return (process, new Client(http));
    }

    private sealed class Client(HttpStore http) : IStoreClient
    {
        public async Task IngestAsync(ReadingLoad load, CancellationToken cancellationToken)
        {
            await http.PostLinesAsync("/write?precision=ms", load, cancellationToken);
            await http.GetAsync("/internal/force_flush", type: null, cancellationToken); // else the newest seconds are not found
        }

        public async Task<long> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
        {
            string series = $"{{__name__=\"{LineBatch.Measurement}_{query.Metric}\",device=\"{query.Device}\"}}";
            if (query.Points == 0)
            {
                byte[] export = await http.GetAsync(
                    $"/api/v1/export?match[]={Uri.EscapeDataString(series)}&start={Seconds(query.FromMs)}&end={Seconds(query.ToMs - 1)}",
                    type: null,
                    cancellationToken);
                return Commas(export, "\"timestamps\":["u8) + 1;
            }

            // Lowest, highest and mean value of each step; without the cache of answers, which no other store has.
            string step = $"{query.StepMs}ms";
            byte[] json = await http.GetAsync(
                $"/api/v1/query_range?nocache=1&query={Uri.EscapeDataString($"rollup({series}[{step}])")}"
                + $"&start={Seconds(query.FromMs + query.StepMs)}&end={Seconds(query.ToMs)}&step={step}",
                type: null,
                cancellationToken);
            return (json.AsSpan().Count("],["u8) / 3) + 1;
        }

        public ValueTask DisposeAsync()
        {
            http.Dispose();
            return ValueTask.CompletedTask;
        }

        private static long Commas(ReadOnlySpan<byte> json, ReadOnlySpan<byte> start)
        {
            long count = 0;
            for (int at = json.IndexOf(start); at >= 0; at = json.IndexOf(start))
            {
                json = json[(at + start.Length)..];
                int end = json.IndexOf((byte)']');
                count += json[..end].Count((byte)',') + 1;
                json = json[end..];
            }

            return count - 1;
        }

        private static string Seconds(long milliseconds) => (milliseconds / 1_000m).ToString(CultureInfo.InvariantCulture);
    }
}
