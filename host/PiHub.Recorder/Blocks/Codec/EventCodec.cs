using System.Buffers;
using System.IO.Compression;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>The content of a block of one device's events: times, then types and payloads as texts, which are deflated together.</summary>
internal static class EventCodec
{
    /// <summary>The most events in a block.</summary>
    public const int MostEvents = 65_536;

    /// <summary>The most bytes that a block's types and payloads may have before they are deflated; with <see cref="MostEvents"/> it bounds
    /// what damaged bytes can make a reader allocate.</summary>
    public const int MostTextBytes = 4 * 1_024 * 1_024;

    // An instant is a time in the calendar, or it is damaged.
    private static readonly long _earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long _latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>How many of <see cref="MostTextBytes"/> an event takes at most.</summary>
    public static int TextBytes(DeviceEvent deviceEvent) => 20 + (3 * (deviceEvent.Type.Length + deviceEvent.Payload.Length));

    /// <summary>Writes a block's content.</summary>
    /// <param name="events">1 to <see cref="MostEvents"/> events of one device, in any order, of at most <see cref="MostTextBytes"/>
    /// altogether.</param>
    /// <param name="to">Where to.</param>
    public static void Encode(IReadOnlyList<DeviceEvent> events, IBufferWriter<byte> to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, MostEvents, nameof(events));
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        long[] times = new long[events.Count];
        var texts = new ArrayBufferWriter<byte>();
        string?[] types = new string?[events.Count];
        for (int index = 0; index < events.Count; index++)
        {
            times[index] = UnixTime.Floor(events[index].Time);
            types[index] = events[index].Type;
        }

        TextColumn.Write(types, texts);
        for (int index = 0; index < events.Count; index++)
        {
            TextColumn.WriteText(events[index].Payload, texts);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(texts.WrittenCount, MostTextBytes, nameof(events));
        IntegerColumn.Write(times, to);
        to.WriteVariable((ulong)texts.WrittenCount);
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(texts.WrittenSpan);
        }

        to.Write(deflated.GetBuffer().AsSpan(0, (int)deflated.Length));
    }

    /// <summary>Reads a block's content.</summary>
    /// <param name="bytes">What was written, no more and no less.</param>
    /// <param name="count">How many events there are, as the block's header says.</param>
    /// <param name="device">Whose events they are.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static List<DeviceEvent> Decode(ReadOnlySpan<byte> bytes, int count, string device)
    {
        if (count is < 1 or > MostEvents)
        {
            throw ByteReader.Damaged();
        }

        var reader = new ByteReader(bytes);
        long[] times = new long[count];
        IntegerColumn.Read(ref reader, times);
        var texts = new ByteReader(Inflate(ref reader));
        string?[] types = new string?[count];
        TextColumn.Read(ref texts, types);
        var events = new List<DeviceEvent>(count);
        for (int index = 0; index < count; index++)
        {
            if (times[index] < _earliest || times[index] > _latest)
            {
                throw ByteReader.Damaged();
            }

            events.Add(new DeviceEvent
            {
                Device = device,
                Time = UnixTime.ToTime(times[index]),
                Type = types[index] ?? throw ByteReader.Damaged(),
                Payload = TextColumn.ReadText(ref texts),
            });
        }

        texts.End();
        return events;
    }

    private static byte[] Inflate(ref ByteReader reader)
    {
        int length = reader.ReadCount(MostTextBytes);
        byte[] texts = new byte[length];
        using var deflated = new MemoryStream(reader.ReadBytes(reader.Left).ToArray());
        using var deflate = new DeflateStream(deflated, CompressionMode.Decompress);
        int read = deflate.ReadAtLeast(texts, length, throwOnEndOfStream: false);
        return read == length && deflate.ReadByte() < 0 ? texts : throw ByteReader.Damaged();
    }
}
