using PiHub.Notifications;
using PiHub.Recorder.Clock;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells when the clock of this machine is not set.</summary>
internal sealed class ClockSource(IHubClock clock) : INotificationSource
{
    private const string Kind = "clock_not_set";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public IEnumerable<Notification> Look() => Of(clock.Status);

    internal static IEnumerable<Notification> Of(ClockStatus clock)
    {
        if (!clock.IsSet)
        {
            yield return new Notification
            {
                Kind = Kind,
                Subject = "hub",
                Severity = NotificationSeverity.Warning,
                Title = "The hub's clock is not set",
                Detail = "Readings get an estimated time and are put right when it is set. Connect the hub to a time server, or set the clock.",
                Link = "/system",
            };
        }
    }
}
