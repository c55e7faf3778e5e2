using PiHub.Benchmarks;
using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Rows;
using PiHub.Benchmarks.Stores;

if (args is [StoreWorker.Command, var kind, var storeFolder])
{
    return await StoreWorker.RunAsync(kind, storeFolder);
}

if (BenchmarkArguments.Parse(args) is not { } arguments)
{
    string[] names = [.. ThroughputRow.All.Select(row => row.Name), .. LatencyRow.All.Select(row => row.Name), MemoryComparison.Name, RecorderComparison.Name];
    Console.Error.WriteLine($"{BenchmarkArguments.Usage}\nrows, by the starts of their names: {string.Join(", ", names)}\nstores: {RecorderComparison.StoreNames}");
    return 2;
}

try
{
    string folder = Directory.CreateDirectory(arguments.Folder ?? Path.Combine(Hub.FindArtifacts(), "bench")).FullName;
    ThroughputComparison throughput = new(arguments, folder, Console.Error);
    LatencyComparison latency = new(arguments, folder, Console.Error);
    MemoryComparison memory = new(arguments, folder, Console.Error);
    RecorderComparison recorder = new(arguments, folder, Console.Error);
    foreach (Func<CancellationToken, Task<string?>> compareAsync in new[] { throughput.RunAsync, latency.RunAsync, memory.RunAsync, recorder.RunAsync })
    {
        if (await compareAsync(CancellationToken.None) is { } table)
        {
            Console.WriteLine(table);
        }
    }

    long lostCount = throughput.LostCount + latency.LostCount;
    Console.Error.WriteLine(lostCount == 0 ? "No message was lost." : $"{lostCount} messages were lost: the rows above say where.");
    return lostCount == 0 && !throughput.HasFailed ? 0 : 1;
}
catch (BrokerException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
