using System.Buffers.Binary;
using System.Text;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>Unpacks what <see cref="SampleEncoder"/> packed.</summary>
internal ref struct SampleDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _names;
    private ReadOnlySpan<byte> _rest;
    private long _ticks;

    private SampleDecoder(ReadOnlySpan<byte> bytes)
    {
        _rest = bytes;
        _names = [];
    }

    /// <summary>Reads all samples of a row.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static List<Sample> Read(ReadOnlySpan<byte> bytes, int count)
    {
        var decoder = new SampleDecoder(bytes);
        var samples = new List<Sample>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                samples.Add(decoder.ReadSample());
            }
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw Damaged(exception);
        }

        return decoder._rest.IsEmpty ? samples : throw Damaged();
    }

    private static InvalidDataException Damaged(Exception? cause = null) => new("A row of the sample log is damaged.", cause);

    private Sample ReadSample()
    {
        string device = ReadName();
        _ticks += ReadSigned();
        TimeSpan offset = TimeSpan.FromMinutes(ReadSigned());
        var time = new DateTimeOffset(_ticks, TimeSpan.Zero);
        int count = ReadLength();
        var metrics = new Dictionary<string, MetricValue>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string metric = ReadName();
            metrics.Add(metric, ReadValue());
        }

        return new Sample { Device = device, Time = time.ToOffset(offset), Metrics = metrics };
    }

    private MetricValue ReadValue() => (ValueTag)Take(1)[0] switch
    {
        ValueTag.Number => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double))),
        ValueTag.False => false,
        ValueTag.True => true,
        ValueTag.Text => ReadText(),
        _ => throw Damaged(),
    };

    private string ReadName()
    {
        ulong number = ReadNumber();
        if (number > (ulong)_names.Count)
        {
            throw Damaged();
        }

        if (number == 0)
        {
            _names.Add(ReadText());
            return _names[^1];
        }

        return _names[(int)number - 1];
    }

    private string ReadText() => Strict.GetString(Take(ReadLength()));

    // No length is more than the bytes that are left, so that damage never asks for much memory.
    private int ReadLength()
    {
        ulong length = ReadNumber();
        return length <= (ulong)_rest.Length ? (int)length : throw Damaged();
    }

    private long ReadSigned()
    {
        ulong value = ReadNumber();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
