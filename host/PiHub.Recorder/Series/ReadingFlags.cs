using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Series;

/// <summary>What a stored reading is besides its time and number: its value's kind in the two lowest bits, its quality in the four highest.
/// 0 is a good number.</summary>
public readonly record struct ReadingFlags(byte Bits)
{
    private const int KindMask = 0x03;
    private const int QualityShift = 4;

    /// <summary>Puts it together.</summary>
    /// <param name="kind">The value's kind.</param>
    /// <param name="quality">The reading's quality.</param>
    public static ReadingFlags Of(MetricValueKind kind, ReadingQuality quality) =>
        new((byte)(((int)kind & KindMask) | ((int)quality << QualityShift)));

    /// <summary>The value's kind.</summary>
    public MetricValueKind Kind => (MetricValueKind)(Bits & KindMask);

    /// <summary>The reading's quality.</summary>
    public ReadingQuality Quality => (ReadingQuality)(Bits >> QualityShift);
}
