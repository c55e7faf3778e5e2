using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Files;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

/// <summary>The program that the crash tests kill: appends as fast as it can, flushes and compacts as fast as it can, and prints each
/// acknowledged sample.</summary>
internal static class CrashWriter
{
    /// <summary>The cursor that stays at the log's beginning, so that the log keeps every sample.</summary>
    public const string Keeper = "keeper";

    private const int Producers = 8;

    /// <summary>Runs until killed.</summary>
    /// <param name="arguments">The store's folder, and the first time to write in ms since 1970.</param>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var folder, var first])
        {
            return 2;
        }

        BlockEngine engine = Engine(folder);
        await using var store = new ReadingStore(
            new RecorderOptions { Folder = folder }, engine, TimeProvider.System, NullLogger<ReadingStore>.Instance);
        await store.StartAsync(CancellationToken.None);
        await store.Feed.Log.SaveCursorsAsync(
            [new SampleCursor { Name = Keeper, Position = 0, CommittedAt = DateTimeOffset.UnixEpoch }], CancellationToken.None);
        await Task.WhenAll(
            Enumerable.Range(0, Producers).Select(producer => ProduceAsync(store, producer, long.Parse(first))).Append(FlushAsync(engine)));
        return 0;
    }

    /// <summary>The engine of writer and test, with small files.</summary>
    public static BlockEngine Engine(string folder) => new(
        new RecorderOptions { Folder = folder },
        new DiskFileSystem(new WriteMeter()),
        TimeProvider.System,
        NullLogger.Instance,
        rotateBytes: 64 * 1_024);

    private static async Task FlushAsync(BlockEngine engine)
    {
        while (true)
        {
            await engine.FlushAsync(CancellationToken.None);
            await engine.CompactAsync(CancellationToken.None);
            await Task.Yield();
        }
    }

    private static async Task ProduceAsync(ReadingStore store, int producer, long first)
    {
        for (long time = first; ; time++)
        {
            await store.AppendAsync(
                new Sample
                {
                    Device = "meter",
                    Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
                    Metrics = new Dictionary<string, MetricValue> { [$"m{producer}"] = time },
                },
                CancellationToken.None);
            Console.WriteLine($"m{producer} {time} ok");
        }
    }
}
