using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Recorder.Clock;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Ingest;

/// <summary>Records samples and events before the broker acknowledges them, and refuses what is none.</summary>
internal sealed class SampleJournal(IReadingStore store, SampleClock clock) : IPublishJournal
{
    private const string HubItself = "$hub";

    private static readonly byte[][] Availabilities = [.. ((string[])["online", "offline"]).Select(Encoding.UTF8.GetBytes)];

    public ValueTask<PublishVerdict> AppendAsync(PublishedMessage message, CancellationToken cancellationToken)
    {
        BusMessage published = message.Message;
        if (!DeviceTopic.TrySplit(published.Topic, out string? device, out string? channel) || device == HubItself)
        {
            return ValueTask.FromResult(PublishVerdict.Accepted);
        }

        if (!DeviceTopic.IsValidId(device))
        {
            return ValueTask.FromResult(PublishVerdict.Rejected(ReasonCode.TopicNameInvalid, $"'{device}': {DeviceTopic.IdRule}"));
        }

        ReadOnlySpan<byte> payload = published.Payload.Span;
        if (payload.IsEmpty && published.Retain)
        {
            return ValueTask.FromResult(PublishVerdict.Accepted); // deletes what was retained; there is nothing to record
        }

        string? error = null;
        switch (channel)
        {
            case "state" when SamplePayload.TryRead(payload, device, clock.Unstamped(message.ReceivedAt), out Sample? sample, out error):
                return AppendAsync(sample, message, cancellationToken);
            case "event" when EventPayload.TryRead(payload, device, clock.Unstamped(message.ReceivedAt), out DeviceEvent? deviceEvent, out error):
                return AppendAsync(deviceEvent, message, cancellationToken);
            case "descriptor":
                DescriptorPayload.TryRead(payload, out _, out error);
                break;
            case "availability" when !IsAvailability(payload):
                error = "the payload must be online or offline";
                break;
        }

        return ValueTask.FromResult(error is null ? PublishVerdict.Accepted : PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, error));
    }

    private async ValueTask<PublishVerdict> AppendAsync(Sample sample, PublishedMessage message, CancellationToken cancellationToken)
    {
        using TimePlace place = clock.Place(sample.Device, sample.Time, message.ReceivedAt, IsFromTheHub(message));
        await store.AppendAsync(
            place.Time == sample.Time && place.Quality == ReadingQuality.Good ? sample : sample with { Time = place.Time, Quality = place.Quality },
            cancellationToken);
        return PublishVerdict.Accepted;
    }

    private async ValueTask<PublishVerdict> AppendAsync(DeviceEvent sent, PublishedMessage message, CancellationToken cancellationToken)
    {
        using TimePlace place = clock.Place(sent.Device, sent.Time, message.ReceivedAt, IsFromTheHub(message));
        await store.AppendEventAsync(sent with { Time = place.Time, Quality = place.Quality }, cancellationToken);
        return PublishVerdict.Accepted;
    }

    // Drivers stamp what they measure by the hub's clock.
    private static bool IsFromTheHub(PublishedMessage message) => message.ClientId == PublishedMessage.HubClientId;

    private static bool IsAvailability(ReadOnlySpan<byte> payload)
    {
        foreach (byte[] availability in Availabilities)
        {
            if (payload.SequenceEqual(availability))
            {
                return true;
            }
        }

        return false;
    }
}
