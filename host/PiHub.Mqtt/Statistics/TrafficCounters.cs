namespace PiHub.Mqtt.Statistics;

/// <summary>What went over connections since start. Safe from any thread.</summary>
internal sealed class TrafficCounters
{
    private long _sockets;
    private long _connections;
    private long _expiredSessions;

    public TrafficTotal Received { get; } = new();

    public TrafficTotal Sent { get; } = new();

    /// <summary>Connections that were opened.</summary>
    public long Sockets => Interlocked.Read(ref _sockets);

    /// <summary>Connections that became clients.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Sessions that ended because their client did not come back in time.</summary>
    public long ExpiredSessions => Interlocked.Read(ref _expiredSessions);

    public void CountSocket() => Interlocked.Increment(ref _sockets);

    public void CountConnection() => Interlocked.Increment(ref _connections);

    public void CountExpiredSession() => Interlocked.Increment(ref _expiredSessions);
}
