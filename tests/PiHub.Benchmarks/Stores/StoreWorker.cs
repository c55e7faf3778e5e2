using System.Globalization;
using Microsoft.Data.Sqlite;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>The child process: runs a store and does what its standard input says. Its end closes the store in good order.</summary>
internal static class StoreWorker
{
    public const string Command = "store-worker";
    public const string Rows = "rows";
    public const string Hub = "hub";

    /// <summary>Runs until the input ends.</summary>
    public static async Task<int> RunAsync(string kind, string folder)
    {
        await using IStoreClient client = kind == Rows ? new SqliteRows(folder) : await HubStore.OpenAsync(folder, CancellationToken.None);
        Answer(0);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            try
            {
                Answer(await DoAsync(client, line.Split(' ')));
            }
            catch (Exception exception) when (exception is SqliteException or IOException or ArgumentException or InvalidOperationException)
            {
                Console.WriteLine($"{line}: {exception.Message}");
            }
        }

        return 0;
    }

    private static async Task<long> DoAsync(IStoreClient client, string[] words)
    {
        if (words is ["ingest", var load])
        {
            await client.IngestAsync(ReadingLoad.Parse(load), CancellationToken.None);
            return 0;
        }

        if (words is ["heap"])
        {
            return GC.GetTotalMemory(forceFullCollection: false);
        }

        if (words is ["latest", var of])
        {
            return client is HubStore hub ? hub.TimeLatest(of) : 0;
        }

        return words is ["query", var device, var metric, var from, var to, var points]
            ? await client.QueryAsync(new StoreQuery(device, metric, Number(from), Number(to), (int)Number(points)), CancellationToken.None)
            : throw new ArgumentException("This command is not known.", nameof(words));
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static void Answer(long number) => Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
}
