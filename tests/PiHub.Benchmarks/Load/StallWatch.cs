using System.Diagnostics;
using PiHub.Benchmarks.Brokers;

namespace PiHub.Benchmarks.Load;

/// <summary>Ends a run that does not go on, so that a lost message is told instead of waited for.</summary>
internal static class StallWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs work until it ends or nothing has moved for five seconds; then it is cancelled. The progress is a
    /// number that changes while the work goes on; it is asked for from another thread.</summary>
    /// <returns>For how long nothing had moved; zero when the work ended by itself.</returns>
    /// <exception cref="BrokerException">The broker closed a connection.</exception>
    public static async Task<TimeSpan> RunAsync(Func<CancellationToken, Task> work, Func<long> progress, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = work(stall.Token);
        long seen = progress(), movedAt = Stopwatch.GetTimestamp();
        while (await Task.WhenAny(running, Task.Delay(LookEvery, TimeProvider.System, cancellationToken)) != running)
        {
            long now = progress();
            if (now != seen)
            {
                (seen, movedAt) = (now, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(movedAt) > Patience)
            {
                TimeSpan stalled = Stopwatch.GetElapsedTime(movedAt);
                await stall.CancelAsync();
                await Task.WhenAny(running);
                return stalled;
            }
        }

        await running;
        return TimeSpan.Zero;
    }
}
