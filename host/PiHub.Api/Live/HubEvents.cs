using PiHub.Api.Devices;
using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Live;

/// <summary>Feeds the event hub from the parts of the host: samples and devices.</summary>
public sealed class HubEvents : IAsyncDisposable
{
    private readonly EventHub _hub;
    private readonly DeviceRegistry _devices;
    private readonly IReadingStore _store;
    private readonly TimeProvider _time;
    private readonly IAsyncDisposable _samples;

    /// <summary>Starts feeding.</summary>
    /// <param name="hub">Where to.</param>
    /// <param name="feed">The committed samples.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="store">The recorded readings, for the devices' metrics.</param>
    /// <param name="time">The clock.</param>
    public HubEvents(EventHub hub, SampleFeed feed, DeviceRegistry devices, IReadingStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(devices);
        (_hub, _devices, _store, _time) = (hub, devices, store, time);
        _devices.Changed += OnDevice;
        _samples = feed.Subscribe("events", OnSampleAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _devices.Changed -= OnDevice;
        await _samples.DisposeAsync();
    }

    private ValueTask OnSampleAsync(Sample sample, CancellationToken cancellationToken)
    {
        string channel = EventChannel.Samples(sample.Device);
        _hub.Publish(channel, () => EventMessage.Of(channel, _time.GetUtcNow(), sample));
        return ValueTask.CompletedTask;
    }

    private void OnDevice(string id, Device? device) => _hub.Publish(EventChannel.Devices, () => device is null
        ? EventMessage.Removed(EventChannel.Devices, _time.GetUtcNow(), id)
        : EventMessage.Of(
            EventChannel.Devices, _time.GetUtcNow(), DeviceResponse.Of(device, _store), ApiJson.Default.DeviceResponse));
}
