using Microsoft.Extensions.DependencyInjection;
using PiHub.Api.Notifications.Sources;
using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>Composes the notifications and their live events.</summary>
public static class NotificationRoutesSetup
{
    internal static IServiceCollection AddHubNotifications(this IServiceCollection services)
    {
        services.AddPiHubNotifications();
        services.AddSingleton<BackupNotices>();
        services.AddHostedService<NotificationEvents>();
        return services;
    }

    /// <summary>Adds what watches the parts of the hub and tells when something is wrong; needs all of them.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddHubNotificationSources(this IServiceCollection services)
    {
        services.AddSingleton<INotificationSource, PluginSource>();
        services.AddSingleton<INotificationSource, UpdateSource>();
        services.AddSingleton<INotificationSource, StorageSource>();
        services.AddSingleton<INotificationSource, DeviceSource>();
        services.AddSingleton<INotificationSource, BackupSource>();
        services.AddSingleton<INotificationSource, CertificateSource>();
        services.AddSingleton<INotificationSource, JobSource>();
        services.AddSingleton<INotificationSource, ClockSource>();
        services.AddHostedService<SourceWatch>();
        return services;
    }
}
