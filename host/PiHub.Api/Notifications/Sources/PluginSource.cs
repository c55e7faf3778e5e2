using PiHub.Notifications;
using PiHub.PluginHost;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells of plugins that do not run, or not well.</summary>
internal sealed class PluginSource(PluginRegistry plugins, NotificationCenter center) : INotificationSource
{
    private const string Quarantined = "plugin_quarantined";
    private const string Failed = "plugin_failed";

    public IReadOnlyList<string> Kinds { get; } = [Quarantined, Failed];

    public IEnumerable<Notification> Look() => plugins.List().SelectMany(Of);

    private IEnumerable<Notification> Of(PluginSnapshot plugin) => plugin switch
    {
        { IsEnabled: false } => [],
        { State: PluginState.Quarantined } => [Tell(
            plugin, Quarantined, NotificationSeverity.Error, "is quarantined", "It is not started again by itself. Look at its log, then enable it again or go back to the version before.")],
        { State: PluginState.Incompatible } => [Tell(
            plugin, Failed, NotificationSeverity.Error, "cannot run", "Install a version that fits this hub, or remove it.")],
        { State: PluginState.Waiting } => [Tell(plugin, Failed, NotificationSeverity.Warning, "waits", "It starts as soon as that has come.")],
        { State: PluginState.Degraded } => [Tell(plugin, Failed, NotificationSeverity.Warning, "is not well", "Look at its page and its log.")],
        { State: PluginState.Running } => [],
        _ => Undecided(plugin.Id), // on its way: what was told of it before is not over yet
    };

    private IEnumerable<Notification> Undecided(string id) =>
        Kinds.Select(kind => center.FindGoingOn(kind, id)?.Notification).OfType<Notification>();

    private static Notification Tell(PluginSnapshot plugin, string kind, NotificationSeverity severity, string what, string remedy) => new()
    {
        Kind = kind,
        Subject = plugin.Id,
        Severity = severity,
        Title = $"Plugin {plugin.Manifest?.Name ?? plugin.Id} {what}",
        Detail = $"{(plugin.Reason is { } reason ? reason + ". " : "")}{remedy}",
        Link = $"/plugins/{Uri.EscapeDataString(plugin.Id)}",
    };
}
