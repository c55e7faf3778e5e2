namespace PiHub.Mqtt.Sessions;

/// <summary>The packet identifiers of QoS 1 messages that a client has not acknowledged yet (5.0: 3.3.4-9, 4.9.0-1).</summary>
internal sealed class InFlightWindow
{
    // Guards _free and _used.
    private readonly Lock _gate = new();
    private readonly Queue<ushort> _free = new();
    private readonly bool[] _used;

    /// <param name="size">The most messages in flight.</param>
    public InFlightWindow(int size)
    {
        _used = new bool[size + 1];
        for (int id = 1; id <= size; id++)
        {
            _free.Enqueue((ushort)id);
        }
    }

    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _free.Count == 0;
            }
        }
    }

    /// <returns>False when the window is full.</returns>
    public bool TryTake(out ushort packetId)
    {
        lock (_gate)
        {
            if (!_free.TryDequeue(out packetId))
            {
                return false;
            }

            _used[packetId] = true;
            return true;
        }
    }

    /// <returns>False when the identifier is not in use.</returns>
    public bool Release(ushort packetId)
    {
        lock (_gate)
        {
            if (packetId >= _used.Length || !_used[packetId])
            {
                return false;
            }

            _used[packetId] = false;
            _free.Enqueue(packetId);
            return true;
        }
    }
}
