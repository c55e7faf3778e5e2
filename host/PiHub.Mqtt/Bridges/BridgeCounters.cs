namespace PiHub.Mqtt.Bridges;

/// <summary>A bridge's messages since the hub's start. Safe from any thread.</summary>
internal sealed class BridgeCounters
{
    private long _sent;
    private long _received;
    private long _droppedOut;
    private long _droppedIn;

    public long Sent => Interlocked.Read(ref _sent);

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Beside those that the outbox has dropped and counts itself.</summary>
    public long DroppedOut => Interlocked.Read(ref _droppedOut);

    public long DroppedIn => Interlocked.Read(ref _droppedIn);

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountReceived() => Interlocked.Increment(ref _received);

    public void CountDroppedOut() => Interlocked.Increment(ref _droppedOut);

    public void CountDroppedIn() => Interlocked.Increment(ref _droppedIn);
}
