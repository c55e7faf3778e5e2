using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Writing;

/// <summary>Refuses what must not get into the database.</summary>
internal static class WriteRules
{
    public static void Check(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        CheckDevice(sample.Device, nameof(sample));
        CheckTime(sample.Time, nameof(sample));
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
}
