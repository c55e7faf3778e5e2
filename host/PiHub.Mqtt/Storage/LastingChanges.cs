namespace PiHub.Mqtt.Storage;

/// <summary>Leaves out of a group what a later change of the same group undoes, so that it never reaches the disk.</summary>
/// <remarks>What a message goes through on its way to a client (sent, received, acknowledged) often falls into one commit, and so do
/// several values of a retained topic. The result is the same as that of all changes in order.</remarks>
internal sealed class LastingChanges
{
    private readonly List<StoreChange> _lasting = [];
    private readonly HashSet<(string ClientId, long Sequence)> _deletedDeliveries = [];
    private readonly HashSet<string> _laterRetained = new(StringComparer.Ordinal);

    /// <summary>The changes that last, in order. The list is used again by the next call.</summary>
    public IReadOnlyList<StoreChange> Of(IReadOnlyList<StoreUnit> units)
    {
        _lasting.Clear();
        _deletedDeliveries.Clear();
        _laterRetained.Clear();
        for (int unit = units.Count - 1; unit >= 0; unit--)
        {
            IReadOnlyList<StoreChange> changes = units[unit].Changes;
            for (int index = changes.Count - 1; index >= 0; index--)
            {
                if (Lasts(changes[index]))
                {
                    _lasting.Add(changes[index]);
                }
            }
        }

        _lasting.Reverse();
        return _lasting;
    }

    // Asked from the last change to the first.
    private bool Lasts(StoreChange change)
    {
        switch (change)
        {
            case RetainedSaved saved:
                return _laterRetained.Add(saved.Message.Message.Topic);
            case RetainedDeleted deleted:
                return _laterRetained.Add(deleted.Topic);
            case DeliveryDeleted deleted:
                _deletedDeliveries.Add((deleted.ClientId, deleted.Sequence));
                return true;
            case DeliveryAdded added:
                // The deletion stays and finds nothing. Before the addition the sequence may have been another delivery's.
                return !_deletedDeliveries.Remove((added.ClientId, added.Sequence));
            case DeliverySent sent:
                return !_deletedDeliveries.Contains((sent.ClientId, sent.Sequence));
            case DeliveryReceived received:
                return !_deletedDeliveries.Contains((received.ClientId, received.Sequence));
            default:
                return true;
        }
    }
}
