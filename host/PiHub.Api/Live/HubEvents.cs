using PiHub.Api.Devices;
using PiHub.Api.Plugins;
using PiHub.Devices;
using PiHub.PluginHost;
using PiHub.Recorder;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Live;

/// <summary>Feeds the event hub from the parts of the host: samples, devices, plugins.</summary>
public sealed class HubEvents : IAsyncDisposable
{
    private readonly EventHub _hub;
    private readonly DeviceRegistry _devices;
    private readonly PluginRegistry _plugins;
    private readonly IReadingStore _store;
    private readonly TimeProvider _time;
    private readonly IAsyncDisposable _samples;

    /// <summary>Starts feeding.</summary>
    /// <param name="hub">Where to.</param>
    /// <param name="feed">The committed samples.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="plugins">The plugins.</param>
    /// <param name="store">The recorded readings, for the devices' metrics.</param>
    /// <param name="time">The clock.</param>
    public HubEvents(
        EventHub hub, SampleFeed feed, DeviceRegistry devices, PluginRegistry plugins, IReadingStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(plugins);
        (_hub, _devices, _plugins, _store, _time) = (hub, devices, plugins, store, time);
        _devices.Changed += OnDevice;
        _plugins.Changed += OnPlugin;
        _plugins.Removed += OnPluginRemoved;
        _samples = feed.Subscribe("events", OnSampleAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _devices.Changed -= OnDevice;
        _plugins.Changed -= OnPlugin;
        _plugins.Removed -= OnPluginRemoved;
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

    private void OnPlugin(PluginSnapshot plugin) => _hub.Publish(EventChannel.Plugins, () =>
        EventMessage.Of(EventChannel.Plugins, _time.GetUtcNow(), PluginResponse.Of(plugin), ApiJson.Default.PluginResponse));

    private void OnPluginRemoved(string id) => _hub.Publish(
        EventChannel.Plugins, () => EventMessage.Removed(EventChannel.Plugins, _time.GetUtcNow(), id));
}
