using PiHub.Recorder.Journal;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>Unpacks what <see cref="SampleEncoder"/> packed.</summary>
internal ref struct SampleDecoder
{
    private const ulong QualityMask = (1 << SampleEncoder.QualityBits) - 1;

    private readonly List<string> _names;
    private PackReader _bytes;
    private long _ticks;

    private SampleDecoder(ReadOnlySpan<byte> bytes)
    {
        _bytes = new PackReader(bytes);
        _names = [];
    }

    /// <summary>Reads all samples of a record.</summary>
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
            throw PackReader.Damaged(exception);
        }

        return decoder._bytes.Rest.IsEmpty ? samples : throw PackReader.Damaged();
    }

    private Sample ReadSample()
    {
        string device = ReadName();
        _ticks += _bytes.ReadSigned();
        TimeSpan offset = TimeSpan.FromMinutes(_bytes.ReadSigned());
        var time = new DateTimeOffset(_ticks, TimeSpan.Zero);
        ulong countAndQuality = _bytes.ReadNumber();
        ulong count = countAndQuality >> SampleEncoder.QualityBits;
        if (count > (ulong)_bytes.Rest.Length)
        {
            throw PackReader.Damaged();
        }

        var metrics = new Dictionary<string, MetricValue>((int)count, StringComparer.Ordinal);
        for (ulong i = 0; i < count; i++)
        {
            string metric = ReadName();
            metrics[metric] = ReadValue();
        }

        return new Sample
        {
            Device = device, Time = time.ToOffset(offset), Metrics = metrics, Quality = (ReadingQuality)(countAndQuality & QualityMask),
        };
    }

    private MetricValue ReadValue() => (ValueTag)_bytes.ReadByte() switch
    {
        ValueTag.Number => _bytes.ReadDouble(),
        ValueTag.False => false,
        ValueTag.True => true,
        ValueTag.Text => _bytes.ReadText(),
        _ => throw PackReader.Damaged(),
    };

    private string ReadName()
    {
        ulong number = _bytes.ReadNumber();
        if (number > (ulong)_names.Count)
        {
            throw PackReader.Damaged();
        }

        if (number == 0)
        {
            _names.Add(_bytes.ReadText());
            return _names[^1];
        }

        return _names[(int)number - 1];
    }
}
