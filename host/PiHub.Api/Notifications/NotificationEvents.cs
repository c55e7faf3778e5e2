using Microsoft.Extensions.Hosting;
using PiHub.Api.Live;
using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>Feeds the event hub with what becomes of the notifications.</summary>
internal sealed class NotificationEvents(EventHub hub, NotificationCenter center) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        center.Changed += OnChanged;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        center.Changed -= OnChanged;
        return Task.CompletedTask;
    }

    private void OnChanged(NotificationEntry? entry)
    {
        NotificationEntry[] open = [.. center.List().Where(candidate => candidate.IsOpen)];
        hub.Publish(
            EventChannel.Notifications,
            new NotificationEvent(
                entry is null ? null : NotificationResponse.Of(entry), open.Length, open.Max(candidate => (NotificationSeverity?)candidate.Notification.Severity)),
            ApiJson.Default.NotificationEvent);
    }
}
