using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>A reading as an engine gave it back; equal when time, kind, bits, text and quality are.</summary>
/// <param name="Time">Its time, ms since 1970 UTC.</param>
/// <param name="Value">Its value.</param>
/// <param name="Quality">Its quality.</param>
public sealed record StoredReading(long Time, MetricValue Value, ReadingQuality Quality = ReadingQuality.Good)
{
    /// <inheritdoc/>
    public bool Equals(StoredReading? other) => other is not null && Time == other.Time && Quality == other.Quality
        && Value.Kind == other.Value.Kind && Value.Text == other.Value.Text
        && BitConverter.DoubleToInt64Bits(Value.Number ?? 0) == BitConverter.DoubleToInt64Bits(other.Value.Number ?? 0);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Time, Value.Kind, Value.Text);
}
