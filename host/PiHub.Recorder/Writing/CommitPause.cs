namespace PiHub.Recorder.Writing;

/// <summary>Holds a commit back for a while, so that others can join it. Safe to use from any thread.</summary>
internal sealed class CommitPause(TimeSpan length, TimeProvider time)
{
    private readonly Lock _lock = new();

    // Guarded by _lock.
    private TaskCompletionSource _hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the pause; when there is none now, the next one.</summary>
    public void Hurry()
    {
        lock (_lock)
        {
            _hurried.TrySetResult();
        }
    }

    /// <summary>Waits, unless the length is zero.</summary>
    /// <param name="stopping">Ends the pause.</param>
    public async ValueTask WaitAsync(CancellationToken stopping)
    {
        if (length == TimeSpan.Zero)
        {
            return;
        }

        Task hurried;
        lock (_lock)
        {
            hurried = _hurried.Task;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(hurried, Task.Delay(length, time, over.Token));
        await over.CancelAsync();
        lock (_lock)
        {
            if (_hurried.Task.IsCompleted)
            {
                _hurried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
