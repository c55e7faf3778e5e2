namespace PiHub.Mqtt.Statistics;

/// <summary>What all connections together read, or wrote, since start. Safe from any thread.</summary>
internal sealed class TrafficTotal
{
    private long _bytes;
    private long _packets;
    private long _publishes;
    private long _publishBytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>MQTT packets of any type.</summary>
    public long Packets => Interlocked.Read(ref _packets);

    /// <summary>PUBLISH packets.</summary>
    public long Publishes => Interlocked.Read(ref _publishes);

    /// <summary>Bytes of the payloads of PUBLISH packets.</summary>
    public long PublishBytes => Interlocked.Read(ref _publishBytes);

    public void Add(long bytes, int packets, int publishes, long publishBytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _packets, packets);
        if (publishes > 0)
        {
            Interlocked.Add(ref _publishes, publishes);
            Interlocked.Add(ref _publishBytes, publishBytes);
        }
    }
}
