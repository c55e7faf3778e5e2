using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Engine;

/// <summary>Listens to what devices do, and passes it on as calls: a sample, an event, an availability.</summary>
internal sealed class Signals(SampleFeed feed, DeviceRegistry devices, IBus bus, TimeProvider time) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _subscriptions = [];
    private Action<string, Device?>? _onDevice;

    public Availability AvailabilityOf(string device) => devices.Find(device)?.Availability ?? Availability.Unknown;

    /// <summary>Starts listening; calls come from several threads.</summary>
    public void Listen(Action<Sample> onSample, Action<DeviceEvent> onEvent, Action<string, Availability> onAvailability)
    {
        _subscriptions.Add(feed.Subscribe("automations", (sample, _) =>
        {
            onSample(sample);
            return ValueTask.CompletedTask;
        }));
        _subscriptions.Add(bus.Subscribe(DeviceTopic.Event("+"), (message, _) =>
        {
            // A message that was kept says what happened at some time; the bus delivers others after their commit.
            if (!message.Retain && DeviceTopic.TrySplit(message.Topic, out string? device, out string? _)
                && EventPayload.TryRead(message.Payload.Span, device, time.GetUtcNow(), out DeviceEvent? deviceEvent, out string? _))
            {
                onEvent(deviceEvent);
            }

            return ValueTask.CompletedTask;
        }));
        _onDevice = (id, device) => onAvailability(id, device?.Availability ?? Availability.Unknown);
        devices.Changed += _onDevice;
    }

    public async ValueTask DisposeAsync()
    {
        if (_onDevice is not null)
        {
            devices.Changed -= _onDevice;
        }

        foreach (IAsyncDisposable subscription in _subscriptions)
        {
            await subscription.DisposeAsync();
        }

        _subscriptions.Clear();
    }
}
