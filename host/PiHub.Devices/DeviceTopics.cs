using System.Text;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Devices;

/// <summary>Listens to what devices say, and passes it on as calls: a sample, an availability, a descriptor.</summary>
internal sealed class DeviceTopics(IBus bus, SampleFeed feed) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _subscriptions = [];

    /// <summary>Starts listening; calls come from several threads.</summary>
    public void Listen(Action<Sample> onSample, Action<string, Availability> onAvailability, Action<string, DeviceDescriptor> onDescriptor)
    {
        _subscriptions.Add(feed.Subscribe("devices", (sample, _) =>
        {
            onSample(sample);
            return ValueTask.CompletedTask;
        }));
        _subscriptions.Add(bus.Subscribe(DeviceTopic.Availability("+"), (message, _) =>
        {
            if (!message.Payload.IsEmpty && DeviceTopic.TrySplit(message.Topic, out string? device, out string? _))
            {
                bool isOnline = Encoding.UTF8.GetString(message.Payload.Span) == "online";
                onAvailability(device, isOnline ? Availability.Online : Availability.Offline);
            }

            return ValueTask.CompletedTask;
        }));
        _subscriptions.Add(bus.Subscribe(DeviceTopic.Descriptor("+"), (message, _) =>
        {
            if (DeviceTopic.TrySplit(message.Topic, out string? device, out string? _)
                && DescriptorPayload.TryRead(message.Payload.Span, out DeviceDescriptor? descriptor, out string? _))
            {
                onDescriptor(device, descriptor);
            }

            return ValueTask.CompletedTask;
        }));
    }

    /// <summary>Deletes what is retained of a device.</summary>
    public async Task ForgetAsync(string device)
    {
        foreach (string topic in (string[])[DeviceTopic.Descriptor(device), DeviceTopic.Availability(device)])
        {
            await bus.PublishAsync(new BusMessage { Topic = topic, Payload = default, Retain = true }, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable subscription in _subscriptions)
        {
            await subscription.DisposeAsync();
        }

        _subscriptions.Clear();
    }
}
