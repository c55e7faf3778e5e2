using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PiHub.Automations.Actions;
using PiHub.Automations.Conditions;
using PiHub.Automations.Engine;
using PiHub.Automations.Storage;
using PiHub.Automations.Sun;
using PiHub.Devices;
using PiHub.Notifications;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Settings;
using PiHub.Settings.General;
using PiHub.Sqlite;

namespace PiHub.Automations;

/// <summary>Registers the automations.</summary>
public static class AutomationsSetup
{
    /// <summary>Adds <see cref="AutomationStore"/> and <see cref="AutomationEngine"/>. They need the recorder, the devices, the bus,
    /// <see cref="INotifications"/>, <see cref="IJobStarter"/> and the general settings.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddAutomations(this IServiceCollection services)
    {
        services.TryAddSingleton<DeviceCommands>();
        services.AddSingleton(provider => new AutomationTables(provider.GetRequiredService<SqliteDatabase>()));
        services.AddSingleton(provider => new AutomationStore(
            provider.GetRequiredService<AutomationTables>(), provider.GetRequiredService<ILogger<AutomationStore>>()));
        services.AddSingleton(provider => CreateEngine(provider));
        return services;
    }

    private static AutomationEngine CreateEngine(IServiceProvider provider)
    {
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        DeviceRegistry devices = provider.GetRequiredService<DeviceRegistry>();
        IReadings readings = provider.GetRequiredService<IReadings>();
        IBus bus = provider.GetRequiredService<IBus>();
        INotifications notifications = provider.GetRequiredService<INotifications>();
        var clock = new HubClock(provider.GetRequiredService<ISettings<GeneralSettings>>(), time);
        var actions = new ActionRunner(
            bus,
            provider.GetRequiredService<DeviceCommands>(),
            notifications,
            provider.GetRequiredService<IJobStarter>(),
            time,
            provider.GetRequiredService<ILogger<ActionRunner>>());
        var parts = new EngineParts
        {
            Store = provider.GetRequiredService<AutomationStore>(),
            Tables = provider.GetRequiredService<AutomationTables>(),
            Runner = new AutomationRunner(new ConditionCheck(readings, devices, clock), actions, time),
            Readings = readings,
            Clock = clock,
            Notifications = notifications,
            Logger = provider.GetRequiredService<ILogger<AutomationEngine>>(),
        };
        return new AutomationEngine(parts, new Signals(provider.GetRequiredService<SampleFeed>(), devices, bus, time));
    }
}
