using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Takes over what the first store had in <c>readings.db</c>, once, in the background and slowly; then renames the file to
/// <c>readings.db.imported</c>. What a kill interrupts is repeated from the start, which changes nothing that is there already.</summary>
internal sealed class LegacyImport(IReadingStore store, string folder, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>The first store's file.</summary>
    public const string FileName = "readings.db";

    private const string Done = ".imported";
    private const int PageSize = 1_000;
    private const long ReadingsPerReport = 1_000_000;

    // Between two pages, so that the readings of the day come first.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _path = Path.Combine(folder, FileName);
    private long _imported;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        try
        {
            await Task.Yield();
            logger.LegacyFound(_path);
            using (var database = new LegacyDatabase(_path))
            {
                foreach ((long id, string device, string metric) in database.Series())
                {
                    await ImportAsync(database, id, device, metric, stoppingToken);
                }

                await ImportEventsAsync(database, stoppingToken);
            }

            SqliteConnection.ClearAllPools();
            File.Move(_path, _path + Done, overwrite: true);
            foreach (string side in new[] { "-wal", "-shm" })
            {
                File.Delete(_path + side);
            }

            logger.LegacyImported(_imported, _path + Done);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            logger.LegacyFails(exception, _path);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
        {
            // The hub stops; the next start begins anew.
        }
    }

    private async Task ImportAsync(LegacyDatabase database, long series, string device, string metric, CancellationToken stopping)
    {
        long after = long.MinValue;
        while (database.Readings(series, after, PageSize) is { Count: > 0 } page)
        {
            await Task.WhenAll(page.Select(reading => store.AppendAsync(
                new Sample
                {
                    Device = device,
                    Time = UnixTime.ToTime(reading.Time),
                    Metrics = new Dictionary<string, MetricValue>(1, StringComparer.Ordinal) { [metric] = reading.Value },
                },
                stopping).AsTask()));
            after = page[^1].Time;
            if (_imported / ReadingsPerReport != (_imported += page.Count) / ReadingsPerReport)
            {
                logger.LegacyGoesOn(_imported, device, metric);
            }

            await Task.Delay(Pause, time, stopping);
        }
    }

    private async Task ImportEventsAsync(LegacyDatabase database, CancellationToken stopping)
    {
        for (long offset = 0; database.Events(offset, PageSize) is { Count: > 0 } page; offset += page.Count)
        {
            await Task.WhenAll(page.Select(one => store.AppendEventAsync(one, stopping).AsTask()));
            await Task.Delay(Pause, time, stopping);
        }
    }
}
