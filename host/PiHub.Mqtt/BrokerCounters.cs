namespace PiHub.Mqtt;

/// <summary>What <see cref="BrokerStatus"/> counts. Safe from any thread.</summary>
internal sealed class BrokerCounters
{
    private long _received;
    private long _sent;
    private long _dropped;
    private long _retainedNotKept;
    private long _inJournal;
    private long _queuedBytes;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    public long Dropped => Interlocked.Read(ref _dropped);

    public long RetainedNotKept => Interlocked.Read(ref _retainedNotKept);

    public long InJournal => Interlocked.Read(ref _inJournal);

    /// <summary>Bytes of topics and payloads that wait for all clients.</summary>
    public long QueuedBytes => Interlocked.Read(ref _queuedBytes);

    public void CountReceived() => Interlocked.Increment(ref _received);

    public void CountSent(int messages) => Interlocked.Add(ref _sent, messages);

    public void CountDropped(int messages = 1) => Interlocked.Add(ref _dropped, messages);

    public void CountRetainedNotKept() => Interlocked.Increment(ref _retainedNotKept);

    public void EnterJournal() => Interlocked.Increment(ref _inJournal);

    public void LeaveJournal() => Interlocked.Decrement(ref _inJournal);

    /// <returns>False when it would exceed the limit; then nothing is added.</returns>
    public bool TryAddQueued(int sizeBytes, long limitBytes)
    {
        if (Interlocked.Add(ref _queuedBytes, sizeBytes) <= limitBytes)
        {
            return true;
        }

        Interlocked.Add(ref _queuedBytes, -sizeBytes);
        return false;
    }

    public void RemoveQueued(long sizeBytes) => Interlocked.Add(ref _queuedBytes, -sizeBytes);
}
