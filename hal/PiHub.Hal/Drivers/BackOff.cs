namespace PiHub.Hal.Drivers;

/// <summary>The wait before a driver is started again: 1 s, doubling to 60 s, each up to a tenth shorter, so that devices that failed
/// together do not come back together.</summary>
internal sealed class BackOff(Random jitter)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GoodRun = TimeSpan.FromMinutes(1);
    private TimeSpan _next = First;

    /// <summary>The wait after a run; one of more than a minute starts the sequence anew.</summary>
    public TimeSpan Next(TimeSpan run)
    {
        TimeSpan wait = run > GoodRun ? First : _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait * (1 - (0.1 * jitter.NextDouble()));
    }
}
