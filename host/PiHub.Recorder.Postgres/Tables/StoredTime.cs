namespace PiHub.Recorder.Postgres.Tables;

/// <summary>Milliseconds since 1970 UTC as the server's timestamptz. What is before the year 1 becomes minus infinity there, what is behind
/// the year 9999 infinity.</summary>
internal static class StoredTime
{
    private static readonly long First = -DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond;
    private static readonly long Last = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    public static DateTime Of(long milliseconds) => milliseconds > Last
        ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
        : new DateTime(DateTime.UnixEpoch.Ticks + (Math.Max(milliseconds, First) * TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    public static long ToMilliseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
