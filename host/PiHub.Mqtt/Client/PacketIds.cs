namespace PiHub.Mqtt.Client;

/// <summary>The packet identifiers that a client gives out: those for messages, subscribing and unsubscribing are one set (2.2.1).</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class PacketIds
{
    /// <summary>The most that a message window may hold; the rest is left for subscribing.</summary>
    public const int MaximumTaken = 65_000;

    private readonly bool[] _taken = new bool[ushort.MaxValue + 1];
    private ushort _last;

    /// <summary>An identifier that nobody uses; the one that was not used for the longest time.</summary>
    public ushort Take()
    {
        do
        {
            _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
        }
        while (_taken[_last]);
        _taken[_last] = true;
        return _last;
    }

    public void Release(ushort id) => _taken[id] = false;
}
