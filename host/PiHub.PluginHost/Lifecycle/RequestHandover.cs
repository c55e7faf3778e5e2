namespace PiHub.PluginHost.Lifecycle;

/// <summary>Where requests wait while one version of a plugin takes over from another.</summary>
internal sealed class RequestHandover(TimeProvider time)
{
    /// <summary>How long a request waits at most: longer, and its client had better ask again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Requests that wait hold memory and a connection each. One more is refused with 503 and counted as refused.
    private const int MaximumWaiting = 256;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for the end of the change; false when it takes too long, the client gives up, or too many wait already.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaximumWaiting)
            {
                return false;
            }

            await _over.Task.WaitAsync(Patience, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Lets all go on that wait, and those that come late.</summary>
    public void End() => _over.TrySetResult();
}
