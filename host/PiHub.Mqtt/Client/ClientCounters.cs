namespace PiHub.Mqtt.Client;

/// <summary>Messages since the client was created.</summary>
internal sealed class ClientCounters
{
    private long _sent;
    private long _received;

    public long Sent => Interlocked.Read(ref _sent);

    public long Received => Interlocked.Read(ref _received);

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountReceived() => Interlocked.Increment(ref _received);
}
