using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Remembers what one target was sent, so that it is not sent the same over and over. For one thread.</summary>
/// <remarks>At most <see cref="Capacity"/> are remembered; then the oldest is forgotten.</remarks>
internal sealed class QuietTimes(TimeProvider time)
{
    public const int Capacity = 1_000;

    private readonly Dictionary<(string Kind, string Subject), (DateTimeOffset At, NotificationSeverity Severity)> _sent = [];

    /// <summary>Whether a notification may be sent now; then it counts as sent.</summary>
    public bool Admit(NotificationTarget target, Notification notification)
    {
        DateTimeOffset now = time.GetUtcNow();
        (string, string) key = (notification.Kind, notification.Subject);
        if (_sent.TryGetValue(key, out (DateTimeOffset At, NotificationSeverity Severity) last)
            && notification.Severity <= last.Severity && now - last.At < target.Quiet && now >= last.At)
        {
            return false;
        }

        if (_sent.Count >= Capacity && !_sent.ContainsKey(key))
        {
            _sent.Remove(_sent.MinBy(pair => pair.Value.At).Key);
        }

        _sent[key] = (now, notification.Severity);
        return true;
    }
}
