using System.Net;

namespace PiHub.Mqtt.Transport;

/// <summary>One connection's place in the counts of the <see cref="Door"/>; disposing it gives the place back.</summary>
internal sealed class DoorPass : IDisposable
{
    private readonly Door _door;
    private readonly Action _cutOff;
    private readonly TimeProvider _time;
    private readonly long _entered;

    public DoorPass(Door door, IPAddress? address, Action cutOff, TimeProvider time)
    {
        _door = door;
        _cutOff = cutOff;
        _time = time;
        _entered = time.GetTimestamp();
        Address = address;
    }

    public IPAddress? Address { get; }

    /// <summary>The client id, once it is a client. For the door only.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its place among those that are waited for; null when it has none. For the door only.</summary>
    public LinkedListNode<DoorPass>? Pending { get; set; }

    /// <summary>What is left of a time that began when the connection was accepted, before a TLS handshake.</summary>
    public TimeSpan Left(TimeSpan of)
    {
        TimeSpan left = of - _time.GetElapsedTime(_entered);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Closes the connection at once.</summary>
    public void CutOff() => _cutOff();

    public void Dispose() => _door.Leave(this);
}
