using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>What is known of one series on the server. One caller at a time.</summary>
/// <param name="series">The series.</param>
/// <param name="version">See <see cref="RollupState.Version"/>.</param>
internal sealed class SeriesProgress(RecordedSeries series, long version)
{
    /// <summary>Late readings nearer to each other than this share one stale stretch.</summary>
    private const long StretchMilliseconds = 3_600_000;

    /// <summary>A series without a reading for so long is settled as a whole.</summary>
    private const long SilentMilliseconds = 86_400_000;

    public RecordedSeries Series { get; } = series;

    public long Version { get; set; } = version;

    /// <summary>The time of the newest reading, ms since 1970 UTC.</summary>
    public long Newest { get; set; } = long.MinValue;

    public long RawFrom { get; set; } = long.MinValue;

    public long[] Until { get; } = [long.MinValue, long.MinValue, long.MinValue];

    public List<StaleRange> Stale { get; } = [];

    /// <summary>Times of late readings that are not among <see cref="Stale"/> yet.</summary>
    public List<long> Late { get; } = [];

    /// <summary>Up to where rollups may have been computed, ms since 1970 UTC: readings behind it do not change the version.</summary>
    public long PromisedUntil { get; private set; } = long.MinValue;

    public static int IndexOf(ReadingLevel level) => (int)level - (int)ReadingLevel.Minute;

    /// <summary>A reading came or went.</summary>
    public void Touch(long time, ref long lastVersion)
    {
        Newest = Math.Max(Newest, time);
        if (time < PromisedUntil)
        {
            (Version, PromisedUntil) = (++lastVersion, long.MinValue);
        }

        if (time < Math.Max(Until[0], Math.Max(Until[1], Until[2])))
        {
            Late.Add(time);
        }
    }

    /// <summary>The state as of now. Readings that keep coming in order do not make it out of date: it settles up to the newest one.</summary>
    public RollupState Promise(long nowMilliseconds, ref long lastVersion)
    {
        long settled = Newest > long.MinValue / 2 && nowMilliseconds - Newest < SilentMilliseconds
            ? Math.Min(Newest + 1, nowMilliseconds)
            : long.MaxValue;
        if (settled < PromisedUntil)
        {
            Version = ++lastVersion;
        }

        PromisedUntil = settled;
        return new RollupState
        {
            Version = Version,
            MinutesUntil = Until[0],
            HoursUntil = Until[1],
            DaysUntil = Until[2],
            SettledUntil = settled,
            RawFrom = RawFrom,
            Stale = [.. Stale],
        };
    }

    /// <summary>Turns <see cref="Late"/> into stale stretches; those they join give way to new ones.</summary>
    /// <param name="lastId">The highest number given.</param>
    /// <param name="gone">Gets the numbers of those that gave way.</param>
    /// <param name="made">Gets the new ones.</param>
    public void MakeStale(ref long lastId, List<long> gone, List<StaleRange> made)
    {
        Late.Sort();
        for (int first = 0, next; first < Late.Count; first = next)
        {
            for (next = first + 1; next < Late.Count && Late[next] - Late[next - 1] <= StretchMilliseconds; next++)
            {
            }

            var range = new TimeRange(Late[first], Late[next - 1] + 1);
            foreach (StaleRange near in Stale.FindAll(one => IsNear(one.Range, range)))
            {
                range = new TimeRange(
                    Math.Min(range.FromMilliseconds, near.Range.FromMilliseconds), Math.Max(range.ToMilliseconds, near.Range.ToMilliseconds));
                Stale.Remove(near);
                if (made.RemoveAll(one => one.Id == near.Id) == 0)
                {
                    gone.Add(near.Id);
                }
            }

            var stale = new StaleRange(++lastId, range);
            Stale.Add(stale);
            made.Add(stale);
        }

        Late.Clear();
    }

    private static bool IsNear(TimeRange one, TimeRange other) =>
        one.FromMilliseconds - StretchMilliseconds <= other.ToMilliseconds && other.FromMilliseconds <= one.ToMilliseconds + StretchMilliseconds;
}
