namespace PiHub.Recorder.Blocks.Heads;

/// <summary>Counts the bytes of all heads, and holds back whoever brings more when there are too many. Safe to use from any thread.
/// </summary>
/// <param name="limitBytes">From here on heads are written early; at twice as many bytes nobody may bring more.</param>
internal sealed class HeadBudget(long limitBytes)
{
    private readonly Lock _lock = new();
    private long _bytes;
    private TaskCompletionSource? _room; // guarded by _lock

    /// <summary>Bytes over the limit; 0 or less when all is well.</summary>
    public long Excess => Interlocked.Read(ref _bytes) - limitBytes;

    private bool IsFull => Excess >= limitBytes;

    /// <summary>Starts anew: all heads are empty.</summary>
    public void Reset() => Add(-Interlocked.Read(ref _bytes));

    public void Add(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        if (bytes >= 0 || IsFull)
        {
            return;
        }

        TaskCompletionSource? room;
        lock (_lock)
        {
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    /// <summary>Waits while the heads are full.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (IsFull)
        {
            Task room;
            lock (_lock)
            {
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            if (IsFull)
            {
                await room.WaitAsync(cancellationToken);
            }
        }
    }
}
