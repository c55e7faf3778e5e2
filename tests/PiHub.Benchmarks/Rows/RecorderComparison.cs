using PiHub.Benchmarks.Stores;

namespace PiHub.Benchmarks.Rows;

/// <summary>PiHub's recorder beside rows in SQLite, InfluxDB and VictoriaMetrics: the same readings and questions, one store after the other.
/// </summary>
internal sealed class RecorderComparison(BenchmarkArguments arguments, string folder, TextWriter progress)
{
    public const string Name = "recorder";

    private static readonly (string Key, IStore Store)[] _stores =
    [
        ("rows", new WorkerStore(SqliteRows.Name, StoreWorker.Rows)),
        ("influx", new InfluxStore()),
        ("victoria", new VictoriaStore()),
        ("hub", new WorkerStore(HubStore.Name, StoreWorker.Hub)),
    ];

    /// <summary>The names of the stores, for <c>--stores</c>.</summary>
    public static string StoreNames { get; } = string.Join(',', _stores.Select(store => store.Key));

    /// <summary>Fills and asks one store after the other; it takes long, so only when it is asked for by name.</summary>
    /// <returns>The table; null when it is not wanted.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (arguments.Only.Count == 0 || !arguments.Wants(Name))
        {
            return null;
        }

        RecorderPlan plan = RecorderPlan.Of(arguments);
        await progress.WriteLineAsync($"recorder: {plan.Extent.ReadingCount:#,0} readings in {plan.Extent.SampleCount:#,0} samples");
        List<RecorderResult> results = [];
        foreach ((string key, IStore store) in _stores)
        {
            if (arguments.Stores.Count > 0 && !arguments.Stores.Contains(key))
            {
                continue;
            }

            string own = Directory.CreateDirectory(Path.Combine(folder, $"recorder-{key}-{Guid.NewGuid():N}")).FullName;
            results.Add(await new RecorderRun(store, own, plan, progress).RunAsync(cancellationToken));
            Directory.Delete(own, recursive: true);
        }

        return RecorderResult.Describe(results);
    }
}
