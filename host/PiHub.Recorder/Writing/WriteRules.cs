using System.Text;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Writing;

/// <summary>Refuses what must not get into the journal.</summary>
internal static class WriteRules
{
    private const int MaximumPayloadLength = 4 * 1_024 * 1_024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Check(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        CheckDevice(sample.Device, nameof(sample));
        CheckTime(sample.Time, nameof(sample));
        CheckQuality(sample.Quality, nameof(sample));
        if (sample.Metrics.Count == 0)
        {
            throw new ArgumentException("The sample has no metrics.", nameof(sample));
        }

        foreach (string metric in sample.Metrics.Keys)
        {
            if (metric.Length is 0 or > SamplePayload.MaximumNameLength)
            {
                throw new ArgumentException(
                    $"A metric's name has 1 to {SamplePayload.MaximumNameLength} characters, not {metric.Length}.", nameof(sample));
            }

            CheckText(metric, "A metric's name", nameof(sample));
        }
    }

    public static void Check(DeviceEvent deviceEvent)
    {
        ArgumentNullException.ThrowIfNull(deviceEvent);
        CheckDevice(deviceEvent.Device, nameof(deviceEvent));
        CheckTime(deviceEvent.Time, nameof(deviceEvent));
        if (!EventPayload.IsValidType(deviceEvent.Type))
        {
            throw new ArgumentException(EventPayload.TypeRule, nameof(deviceEvent));
        }

        CheckQuality(deviceEvent.Quality, nameof(deviceEvent));
        if (deviceEvent.Payload.Length > MaximumPayloadLength)
        {
            throw new ArgumentException(
                $"An event's payload has at most {MaximumPayloadLength} characters, not {deviceEvent.Payload.Length}.", nameof(deviceEvent));
        }

        CheckText(deviceEvent.Payload, "An event's payload", nameof(deviceEvent));
    }

    private static void CheckDevice(string device, string parameter)
    {
        if (!DeviceTopic.IsValidId(device))
        {
            throw new ArgumentException($"'{device}' is no device id: {DeviceTopic.IdRule}.", parameter);
        }
    }

    private static void CheckTime(DateTimeOffset time, string parameter)
    {
        if (time < DateTimeOffset.UnixEpoch)
        {
            throw new ArgumentException($"The time {time:O} is before 1970; the device's clock is not set.", parameter);
        }
    }

    private static void CheckQuality(ReadingQuality quality, string parameter)
    {
        if (!Enum.IsDefined(quality))
        {
            throw new ArgumentException($"There is no quality {quality}.", parameter);
        }
    }

    // A lone surrogate would come back as another text.
    private static void CheckText(string text, string what, string parameter)
    {
        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"{what} must be valid Unicode; '{text}' has a lone surrogate.", parameter);
        }
    }
}
