namespace PiHub.PluginHost.Lifecycle;

/// <summary>The rest between a failure and the next try, by the monotonic clock: a Pi's other clock jumps when it first hears the time.</summary>
internal sealed record PluginRest(DateTimeOffset Until, long Since, TimeSpan Length)
{
    public static PluginRest Begin(TimeProvider time, TimeSpan length) => new(time.GetUtcNow() + length, time.GetTimestamp(), length);

    public TimeSpan Left(TimeProvider time) => Length - time.GetElapsedTime(Since);
}
