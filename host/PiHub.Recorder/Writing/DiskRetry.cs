using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>Does something again until trouble with the disk or the engine is over.</summary>
/// <param name="listener">Is told of trouble and of its end.</param>
/// <param name="path">What the work is about, for messages.</param>
/// <param name="time">The clock of the waits.</param>
internal sealed class DiskRetry(IDiskListener listener, string path, TimeProvider time)
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    /// <summary>Works until it succeeds.</summary>
    /// <param name="work">All or nothing, as it may be repeated. Its faults that are no such trouble are thrown.</param>
    /// <param name="stopping">Once cancelled, trouble is tried once more and no longer waited out.</param>
    /// <exception cref="ObjectDisposedException">It was stopped during the trouble; nothing was done.</exception>
    public async Task RunAsync(Func<ValueTask> work, CancellationToken stopping)
    {
        for (TimeSpan backOff = FirstBackOff; ; backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff)
        {
            try
            {
                await work();
                listener.Working();
                return;
            }
            catch (Exception exception) when (StorageTrouble.Describe(exception, path) is { } trouble)
            {
                listener.Failing(trouble);
                if (stopping.IsCancellationRequested)
                {
                    throw new ObjectDisposedException($"Stopped while {trouble} This was not stored.", exception);
                }
            }

            await Task.WhenAny(Task.Delay(backOff, time, stopping)); // cancelled or not: one last attempt follows
        }
    }
}
