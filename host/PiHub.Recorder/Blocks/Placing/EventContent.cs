using System.Buffers;
using PiHub.Recorder.Blocks.Codec;
using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Blocks.Placing;

/// <summary>Events of one device in blocks, in <see cref="EventOrder"/>.</summary>
internal readonly record struct EventContent(ArraySegment<DeviceEvent> Events) : IBlockContent<EventContent>
{
    private const int MostEvents = 512;

    public int Count => Events.Count;

    public bool Fits
    {
        get
        {
            long bytes = 0;
            foreach (DeviceEvent deviceEvent in Events)
            {
                bytes += EventCodec.TextBytes(deviceEvent);
            }

            return bytes <= EventCodec.MostTextBytes;
        }
    }

    public static int MostOf(BlockKind kind) => MostEvents;

    public static EventContent Decode(BlockHeader header, ReadOnlySpan<byte> payload) =>
        new(EventCodec.Decode(payload, header.Count, header.Device).ToArray());

    public long TimeAt(int index) => UnixTime.Floor(Events[index].Time);

    public int LowerBound(long time)
    {
        (int low, int high) = (0, Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = TimeAt(middle) < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public EventContent Slice(int start, int count) => new(Events.Slice(start, count));

    public EventContent Over(EventContent older)
    {
        var all = new SortedSet<DeviceEvent>(Events, EventOrder.Instance);
        all.UnionWith(older.Events);
        return new((DeviceEvent[])[.. all]);
    }

    public void Encode(IBufferWriter<byte> to) => EventCodec.Encode(Events, to);
}
