using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PiHub.Mqtt.Codec;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Sessions;

/// <summary>The QoS 1 and 2 messages that were sent to a client and are not finished, with their packet identifiers.</summary>
/// <remarks>Guarded by the lock of its <see cref="OutboundQueue"/>. Allocates nothing before the first message.</remarks>
internal sealed class InFlightMessages
{
    private Dictionary<ushort, Entry>? _byId;
    private Queue<ushort>? _toResend;
    private int _window;
    private int _unsettled;
    private ushort _lastId;
    private long _order;

    public int Count => _byId?.Count ?? 0;

    /// <summary>Whether nothing more may be sent before an acknowledgement.</summary>
    public bool IsFull => _unsettled >= _window || Count >= ushort.MaxValue;

    public void Clear()
    {
        _byId = null;
        _toResend = null;
    }

    /// <summary>A connection begins: everything is to be sent again, in the original order (4.4.0-1, 4.6.0-1).</summary>
    /// <param name="window">The most messages that may be unfinished on it (5.0: 3.3.4-9).</param>
    public void Start(int window)
    {
        _window = window;
        _unsettled = 0;
        _toResend = null;
        if (_byId is null or { Count: 0 })
        {
            return;
        }

        ushort[] ids = [.. _byId.OrderBy(pair => pair.Value.Order).Select(pair => pair.Key)];
        _toResend = new Queue<ushort>(ids);
        foreach (ushort id in ids)
        {
            Find(id).IsSentNow = false;
        }
    }

    /// <summary>Puts a message back that was sent before a restart.</summary>
    public void Restore(in QueuedMessage message, ushort packetId, bool isReceived) =>
        (_byId ??= [])[packetId] = new Entry { Message = message, Order = ++_order, IsReceived = isReceived, MayRelease = isReceived };

    /// <summary>Takes a packet identifier for a new message.</summary>
    /// <returns>False when the window is full.</returns>
    public bool TryTake(in QueuedMessage message, out ushort packetId)
    {
        packetId = 0;
        _byId ??= [];
        if (_unsettled >= _window || _byId.Count >= ushort.MaxValue)
        {
            return false;
        }

        do
        {
            _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        }
        while (_byId.ContainsKey(_lastId));

        packetId = _lastId;
        _byId.Add(packetId, new Entry { Message = message, Order = ++_order, IsSentNow = true });
        _unsettled++;
        return true;
    }

    /// <summary>Takes the next message that is to be sent again.</summary>
    /// <param name="outgoing">The message.</param>
    /// <param name="isBlocked">Whether there is one, but the window is full.</param>
    /// <returns>False when there is none, or none yet.</returns>
    public bool TryTakeAgain(out OutgoingMessage outgoing, out bool isBlocked)
    {
        outgoing = default;
        isBlocked = false;
        while (_toResend is not null && _toResend.TryPeek(out ushort id))
        {
            ref Entry entry = ref Find(id);
            bool isOpen = !Unsafe.IsNullRef(ref entry) && !entry.IsSentNow && (!entry.IsReceived || entry.MayRelease);
            if (isOpen && !entry.IsReceived && _unsettled >= _window)
            {
                isBlocked = true;
                return false;
            }

            _toResend.Dequeue();
            if (isOpen)
            {
                entry.IsSentNow = true;
                _unsettled++;
                outgoing = new OutgoingMessage(entry.Message, id, IsDuplicate: true, IsRelease: entry.IsReceived);
                return true;
            }
        }

        _toResend = null;
        return false;
    }

    /// <summary>The client has got a QoS 2 message (PUBREC).</summary>
    /// <param name="packetId">The identifier.</param>
    /// <param name="mark">Where the receipt must be stored before <see cref="TryRelease"/>; null when it need not, or is being.</param>
    /// <param name="mayRelease">Whether PUBREL may be sent at once.</param>
    /// <returns>False when nothing waits for this.</returns>
    public bool Receive(ushort packetId, out StoredMark? mark, out bool mayRelease)
    {
        mark = null;
        mayRelease = false;
        ref Entry entry = ref Find(packetId);
        if (Unsafe.IsNullRef(ref entry) || entry.Message.Delivery.Quality != QualityOfService.ExactlyOnce)
        {
            return false;
        }

        if (!entry.IsReceived)
        {
            entry.IsReceived = true;
            entry.Order = ++_order; // PUBRELs go in the order of the PUBRECs (4.6.0-4)
            mark = entry.Message.Mark;
            entry.MayRelease = mark is null;
        }

        mayRelease = entry.MayRelease;
        return true;
    }

    /// <summary>The receipt is stored.</summary>
    /// <returns>Whether PUBREL is to be sent now.</returns>
    public bool TryRelease(ushort packetId)
    {
        ref Entry entry = ref Find(packetId);
        if (Unsafe.IsNullRef(ref entry) || entry.MayRelease)
        {
            return false;
        }

        entry.MayRelease = true;
        if (!entry.IsSentNow)
        {
            // A later connection than the one that got the PUBREC.
            entry.IsSentNow = true;
            _unsettled++;
        }

        return true;
    }

    /// <summary>A message is done.</summary>
    /// <param name="packetId">Its identifier, free from now on.</param>
    /// <param name="by">What ended it: PUBACK, PUBREC with a failure, PUBCOMP, or PUBLISH when it was not even sent.</param>
    /// <param name="message">The message.</param>
    /// <returns>False when nothing waits for this.</returns>
    public bool Finish(ushort packetId, PacketType by, out QueuedMessage message)
    {
        message = default;
        ref Entry entry = ref Find(packetId);
        if (Unsafe.IsNullRef(ref entry) || !IsEndedBy(entry, by))
        {
            return false;
        }

        message = entry.Message;
        _unsettled -= entry.IsSentNow ? 1 : 0;
        _byId?.Remove(packetId);
        return true;
    }

    private static bool IsEndedBy(in Entry entry, PacketType by) => by switch
    {
        PacketType.PubAck => entry.Message.Delivery.Quality == QualityOfService.AtLeastOnce,
        PacketType.PubRec => entry.Message.Delivery.Quality == QualityOfService.ExactlyOnce && !entry.IsReceived,
        PacketType.PubComp => entry.MayRelease,
        _ => true,
    };

    private ref Entry Find(ushort packetId) =>
        ref _byId is null ? ref Unsafe.NullRef<Entry>() : ref CollectionsMarshal.GetValueRefOrNullRef(_byId, packetId);

    private record struct Entry
    {
        public QueuedMessage Message;
        public long Order;

        /// <summary>Whether it was sent on the present connection.</summary>
        public bool IsSentNow;

        /// <summary>Whether PUBREC came.</summary>
        public bool IsReceived;

        /// <summary>Whether the PUBREC is durable, or need not be.</summary>
        public bool MayRelease;
    }
}
