namespace PiHub.Mqtt.Sessions;

/// <summary>The QoS 2 messages that were taken from a client and that it has not released yet (5.0: 4.3.3-8 to -12).</summary>
/// <remarks>For the reading loop and the intake of one connection at a time. Allocates nothing before the first message.</remarks>
internal sealed class Receipts
{
    // Guards _byId.
    private readonly Lock _gate = new();
    private Dictionary<ushort, Receipt>? _byId;

    /// <summary>Takes an identifier for a message that begins.</summary>
    /// <param name="packetId">The identifier.</param>
    /// <param name="receipt">The receipt of the message that has the identifier already; else the new one.</param>
    /// <returns>False when the message is a duplicate.</returns>
    public bool TryAdd(ushort packetId, out Receipt receipt)
    {
        lock (_gate)
        {
            if (_byId is not null && _byId.TryGetValue(packetId, out Receipt? held))
            {
                receipt = held;
                return false;
            }

            (_byId ??= [])[packetId] = receipt = new Receipt(packetId);
            return true;
        }
    }

    /// <summary>The receipt of an identifier; null when there is none.</summary>
    public Receipt? Find(ushort packetId)
    {
        lock (_gate)
        {
            return _byId?.GetValueOrDefault(packetId);
        }
    }

    /// <summary>Frees an identifier.</summary>
    public void Remove(Receipt receipt)
    {
        lock (_gate)
        {
            if (_byId is not null && _byId.TryGetValue(receipt.PacketId, out Receipt? held) && held == receipt)
            {
                _byId.Remove(receipt.PacketId);
            }
        }
    }

    /// <summary>Puts a receipt back that was stored before a restart.</summary>
    public void Restore(ushort packetId) =>
        (_byId ??= [])[packetId] = new Receipt(packetId) { Taken = Task.CompletedTask, IsStored = true };
}
