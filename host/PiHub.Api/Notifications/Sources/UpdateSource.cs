using PiHub.Notifications;
using PiHub.PluginHost;
using PiHub.PluginHost.Catalogue;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Tells of newer versions of plugins in the catalogue.</summary>
internal sealed class UpdateSource(PluginRegistry plugins, CatalogueUpdates updates, ISettings<NotificationSettings> settings) : INotificationSource
{
    private const string Kind = "plugin_update";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public IEnumerable<Notification> Look() => settings.Current.WatchUpdates
        ? plugins.List().Select(plugin => (plugin, Version: updates.UpdateOf(plugin))).Where(update => update.Version is not null).Select(update => new Notification
        {
            Kind = Kind,
            Subject = $"{update.plugin.Id} {update.Version}", // the version too, so that the next one is news again
            Severity = NotificationSeverity.Info,
            Title = $"Version {update.Version} of plugin {update.plugin.Manifest?.Name ?? update.plugin.Id} is available",
            Detail = $"Version {update.plugin.Version} is installed.",
            Link = $"/plugins/{Uri.EscapeDataString(update.plugin.Id)}",
        })
        : [];
}
