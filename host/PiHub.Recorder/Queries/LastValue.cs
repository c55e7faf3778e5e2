using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Finds the last number of a series before a time: near it in minutes, farther in hours, then in days.</summary>
internal sealed class LastValue(SeriesView view, BucketSource source)
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    // How far back each level is asked, ms.
    private static readonly (ReadingLevel Level, long Back)[] Steps =
    [
        (ReadingLevel.Minute, 5 * Minute), (ReadingLevel.Minute, 2 * Hour), (ReadingLevel.Hour, 3 * Day), (ReadingLevel.Day, long.MaxValue),
    ];

    /// <summary>The value; null when there is none.</summary>
    public async ValueTask<double?> BeforeAsync(long milliseconds, CancellationToken cancellationToken)
    {
        long to = milliseconds;
        foreach ((ReadingLevel level, long back) in Steps)
        {
            long from = back >= milliseconds ? 0 : view.Calendar.Start(level, milliseconds - back);
            double? last = null;
            await source.ReadAsync(level, new TimeRange(from, to), bucket => (last = bucket.Last) is not null, cancellationToken);
            if (last is not null || from == 0)
            {
                return last;
            }

            to = from;
        }

        return null;
    }
}
