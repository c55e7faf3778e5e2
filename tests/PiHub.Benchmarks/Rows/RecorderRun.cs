using System.Diagnostics;
using PiHub.Benchmarks.Load;
using PiHub.Benchmarks.Measuring;
using PiHub.Benchmarks.Stores;

namespace PiHub.Benchmarks.Rows;

/// <summary>Measures one store: fills it, restarts it cold for each question, kills it.</summary>
internal sealed class RecorderRun(IStore store, string folder, RecorderPlan plan, TextWriter progress)
{
    // Quick answers are asked for often, until the compiler has done what it does for code that runs often.
    private const int FewestWarmRounds = 5;
    private const int MostWarmRounds = 200;
    private const double BytesPerMebibyte = 1_048_576;
    private static readonly TimeSpan WarmTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KillAfter = TimeSpan.FromSeconds(4);

    /// <summary>Measures.</summary>
    public async Task<RecorderResult> RunAsync(CancellationToken cancellationToken)
    {
        RecorderResult result = new() { Name = store.Name };
        if (store.Missing is { } missing)
        {
            return result with { Failure = $"missing: {missing}" };
        }

        try
        {
            result = await FillAsync(result, cancellationToken);
            result = await FillYearAsync(result, cancellationToken);
            result = await AskAsync(result, cancellationToken);
            return await KillAsync(result, cancellationToken);
        }
        catch (StoreException exception)
        {
            return result with { Failure = exception.Message };
        }
    }

    private async Task<RecorderResult> FillAsync(RecorderResult result, CancellationToken cancellationToken)
    {
        (StoreProcess process, IStoreClient client) = await store.StartAsync(folder, cancellationToken);
        await using (process)
        await using (client)
        {
            (TimeSpan taken, List<MemoryStage> stages) = await FillStagesAsync(process, client, cancellationToken);
            await Task.Delay(plan.Rest, TimeProvider.System, cancellationToken);
            result = result with
            {
                Stages = stages,
                LatestMicroseconds = await client.TimeLatestAsync(plan.Extent.Device, cancellationToken) / 1e3 ?? double.NaN,
                IngestPerSecond = plan.Extent.ReadingCount / taken.TotalSeconds,
                ResidentMebibytes = process.ResidentBytes / BytesPerMebibyte,
                PeakMebibytes = process.PeakResidentBytes / BytesPerMebibyte,
            };
        }

        double bytes = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
        await SayAsync($"{result.IngestPerSecond:#,0} readings/s, {bytes / plan.Extent.ReadingCount:0.00} bytes per reading");
        return result with
        {
            DiskBytesPerReading = bytes / plan.Extent.ReadingCount,
            WrittenBytesPerReading = (double)process.WrittenBytes / plan.Extent.ReadingCount,
        };
    }

    private async Task<(TimeSpan Taken, List<MemoryStage> Stages)> FillStagesAsync(
        StoreProcess process, IStoreClient client, CancellationToken cancellationToken)
    {
        TimeSpan taken = TimeSpan.Zero;
        List<MemoryStage> stages = [];
        IReadOnlyList<ReadingLoad> loads = plan.Stages;
        for (int stage = 0; stage < loads.Count; stage++)
        {
            taken += await TimeAsync(() => client.IngestAsync(loads[stage], cancellationToken));
            long readings = stage == loads.Count - 1 ? plan.Extent.ReadingCount : (stage + 1L) * RecorderPlan.StageReadings;
            stages.Add(new MemoryStage(readings, process.ResidentBytes, await client.CountHeapBytesAsync(cancellationToken)));
            await SayAsync($"{readings:#,0} readings after {taken.TotalSeconds:0.0} s, {stages[^1].ResidentBytes / BytesPerMebibyte:0} MiB resident, {stages[^1].HeapBytes / BytesPerMebibyte:0} MiB heap");
        }

        return (taken, stages);
    }

    private async Task<RecorderResult> FillYearAsync(RecorderResult result, CancellationToken cancellationToken)
    {
        if (plan.YearLoad is null || plan.YearExtent is null)
        {
            return result;
        }

        (StoreProcess process, IStoreClient client) = await store.StartAsync(folder, cancellationToken);
        await using (process)
        await using (client)
        {
            TimeSpan taken = await TimeAsync(() => client.IngestAsync(plan.YearLoad, cancellationToken));
            await Task.Delay(plan.Rest, TimeProvider.System, cancellationToken);
            result = result with { YearIngestPerSecond = plan.YearExtent.ReadingCount / taken.TotalSeconds };
        }

        await SayAsync($"{result.YearIngestPerSecond:#,0} readings/s of one metric");
        return result;
    }

    private async Task<RecorderResult> AskAsync(RecorderResult result, CancellationToken cancellationToken)
    {
        Dictionary<string, QueryTimes> times = [];
        foreach ((string name, StoreQuery query) in plan.Questions)
        {
            await DiskCache.TryDropAsync(cancellationToken);
            long started = Stopwatch.GetTimestamp();
            (StoreProcess process, IStoreClient client) = await store.StartAsync(folder, cancellationToken);
            result = result with { ColdStartMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
            await using (process)
            await using (client)
            {
                long count = 0;
                List<double> warmMs = [];
                double coldMs = (await TimeAsync(async () => count = await client.QueryAsync(query, cancellationToken))).TotalMilliseconds;
                long warm = Stopwatch.GetTimestamp();
                while (warmMs.Count < FewestWarmRounds || (warmMs.Count < MostWarmRounds && Stopwatch.GetElapsedTime(warm) < WarmTime))
                {
                    warmMs.Add((await TimeAsync(async () => count = await client.QueryAsync(query, cancellationToken))).TotalMilliseconds);
                }

                times[name] = new QueryTimes(coldMs, Statistics.Median(warmMs), count);
                await SayAsync($"{name}: {coldMs:0.0} ms cold, {times[name].WarmMs:0.0} ms warm, {count:#,0} answers");
            }
        }

        return result with { Queries = times };
    }

    private async Task<RecorderResult> KillAsync(RecorderResult result, CancellationToken cancellationToken)
    {
        (StoreProcess process, IStoreClient client) = await store.StartAsync(folder, cancellationToken);
        await using (process)
        await using (client)
        {
            Task ingest = client.IngestAsync(plan.KillLoad, cancellationToken);
            await Task.Delay(KillAfter, TimeProvider.System, cancellationToken);
            await process.KillAsync();
            try
            {
                await ingest;
            }
            catch (Exception exception) when (exception is StoreException or IOException)
            {
                // It was killed while it wrote.
            }
        }

        long started = Stopwatch.GetTimestamp();
        (StoreProcess again, IStoreClient asking) = await store.StartAsync(folder, cancellationToken);
        await using (again)
        await using (asking)
        {
            result = result with { ReadyMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
            await asking.QueryAsync(plan.Questions[0].Query, cancellationToken);
            result = result with { RecoveryMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
        }

        await SayAsync($"is ready {result.ReadyMs:0} ms and answers {result.RecoveryMs:0} ms after its start behind a kill");
        return result;
    }

    private Task SayAsync(string text) => progress.WriteLineAsync($"recorder, {store.Name}: {text}");

    private static async Task<TimeSpan> TimeAsync(Func<Task> doAsync)
    {
        long started = Stopwatch.GetTimestamp();
        await doAsync();
        return Stopwatch.GetElapsedTime(started);
    }
}
