namespace PiHub.Recorder.Storage;

/// <summary>Instants as whole milliseconds since 1970 UTC, as they are stored.</summary>
internal static class UnixTime
{
    /// <summary>The millisecond that an instant is in.</summary>
    public static long Floor(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>The first whole millisecond not before an instant: turns a bound of a range into a stored one.</summary>
    public static long Ceiling(DateTimeOffset time)
    {
        long floor = Floor(time);
        return ToTime(floor) < time ? floor + 1 : floor;
    }

    public static DateTimeOffset ToTime(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
