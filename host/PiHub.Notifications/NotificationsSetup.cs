using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Notifications.Delivery;
using PiHub.Notifications.Targets;
using PiHub.Sdk.Settings;
using PiHub.Settings;
using PiHub.Settings.General;

namespace PiHub.Notifications;

/// <summary>Registers the notifications.</summary>
public static class NotificationsSetup
{
    /// <summary>Adds the centre, its page of settings and the targets. Needs the hub's database, its bus, data protection and a clock.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddPiHubNotifications(this IServiceCollection services)
    {
        services.AddHubSettings<NotificationSettings>("notifications", "Notifications", "Notifications");
        services.AddSingleton<NotificationCenter>();
        services.AddSingleton<INotifications>(provider => provider.GetRequiredService<NotificationCenter>());
        services.AddSingleton<TargetStore>();
        services.AddSingleton(provider => new HubIdentity(provider.GetService<ISettings<GeneralSettings>>()));
        services.AddSingleton<INotificationSender, MqttSender>();
        services.AddSingleton<INotificationSender, MailSender>();
        services.AddSingleton<INotificationSender, WebhookSender>();
        services.AddSingleton<Deliverer>();
        services.AddSingleton(provider => new Couriers(
            provider.GetRequiredService<NotificationCenter>(),
            provider.GetRequiredService<TargetStore>(),
            provider.GetRequiredService<Deliverer>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Couriers>>()));
        services.AddHostedService(provider => provider.GetRequiredService<Couriers>()); // before what it is told by, and stopped after it
        services.AddHostedService(provider => provider.GetRequiredService<NotificationCenter>());
        return services;
    }
}
