using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Notifications.Targets;
using PiHub.Sdk.Settings;
using PiHub.Sqlite;

namespace PiHub.Notifications.Tests;

/// <summary>What the tests have in common.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    public static Notification Told(
        string subject = "tally", NotificationSeverity severity = NotificationSeverity.Warning, string title = "Plugin tally is not well") => new()
        {
            Kind = "plugin_failed", Subject = subject, Severity = severity, Title = title, Detail = "Look at its log.", Link = "/plugins/tally",
        };

    public static NotificationEntry Entry(Notification? told = null) => new()
    {
        Id = 7, Notification = told ?? Told(), RaisedAt = Now, LastAt = Now, Count = 1,
    };

    public static NotificationCenter Center(string folder, NotificationSettings? settings = null, TimeProvider? time = null) => new(
        new SqliteDatabase(Path.Combine(folder, "hub.db")),
        new FixedSettings(settings ?? new NotificationSettings()),
        time ?? TimeProvider.System,
        NullLogger<NotificationCenter>.Instance);

    public static TargetStore Store(string folder, IDataProtectionProvider? protection = null) => new(
        new SqliteDatabase(Path.Combine(folder, "hub.db")), protection ?? new EphemeralDataProtectionProvider(), NullLogger<TargetStore>.Instance);

    public static NotificationTarget Webhook(string url, string? secret = null) => new()
    {
        Name = "hook", Kind = TargetKind.Webhook, Webhook = new WebhookAddress { Url = url }, Secret = secret, LeastSeverity = NotificationSeverity.Info,
    };

    private sealed class FixedSettings(NotificationSettings settings) : ISettings<NotificationSettings>
    {
        public NotificationSettings Current => settings;

        public IDisposable OnChange(Action<NotificationSettings> changed) => throw new NotSupportedException();
    }
}
