using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>A line that was read: a reading, or why it is none; neither when there was nothing on it.</summary>
/// <param name="Sample">The reading, as a sample of one metric.</param>
/// <param name="Fault">What is wrong, for people.</param>
/// <param name="IsMisquoted">Whether its quotes are wrong, so that lines may have been taken into it that are not its own.</param>
internal readonly record struct ReadingLine(Sample? Sample, string? Fault, bool IsMisquoted = false)
{
    public static ReadingLine Wrong(string fault) => new(null, fault);

    public static ReadingLine Of(string device, string metric, DateTimeOffset time, MetricValue value, ReadingQuality quality) => new(
        new Sample
        {
            Device = device,
            Time = time,
            Metrics = new Dictionary<string, MetricValue>(1, StringComparer.Ordinal) { [metric] = value },
            Quality = quality,
        },
        null);
}
