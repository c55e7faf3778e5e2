using PiHub.Notifications.Targets;
using PiHub.Sdk.Bus;

namespace PiHub.Notifications.Delivery;

/// <summary>Publishes notifications as JSON on the hub's bus.</summary>
internal sealed class MqttSender(IBus bus, HubIdentity hub) : INotificationSender
{
    public TargetKind Kind => TargetKind.Mqtt;

    public async Task SendAsync(NotificationTarget target, NotificationEntry entry, CancellationToken cancellationToken)
    {
        string topic = target.Mqtt?.Topic ?? throw new DeliveryException("The target has no topic.");
        try
        {
            await bus.PublishAsync(
                new BusMessage { Topic = topic, Payload = SentNotification.Write(hub.Name, entry), ContentType = "application/json" }, cancellationToken);
        }
        catch (Exception exception) when (exception is BusRejectedException or ArgumentException)
        {
            throw new DeliveryException($"The broker refuses the topic '{topic}': {exception.Message}");
        }
    }
}
