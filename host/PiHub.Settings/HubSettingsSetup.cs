using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PiHub.Sdk.Settings;
using PiHub.Settings.Layers;
using PiHub.Settings.Transfer;
using PiHub.Sqlite;

namespace PiHub.Settings;

/// <summary>Registers settings.</summary>
public static class HubSettingsSetup
{
    /// <summary>Adds a page of settings; parts take its values as <see cref="ISettings{TSettings}"/>, which follows what admins change.
    /// </summary>
    /// <typeparam name="TSettings">The class with the values, described by the attributes that plugins use too.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="id">See <see cref="HubSection"/>.</param>
    /// <param name="title">See <see cref="HubSection"/>.</param>
    /// <param name="section">See <see cref="HubSection"/>.</param>
    public static IServiceCollection AddHubSettings<TSettings>(this IServiceCollection services, string id, string title, string section)
        where TSettings : class, new()
    {
        services.AddSettingsStore();
        services.AddSingleton(new HubSection(id, title, section, typeof(TSettings)));
        services.AddSingleton(provider => provider.GetRequiredService<HubSettings>().Of<TSettings>());
        return services;
    }

    /// <summary>Adds what all settings are kept in. The hub's <see cref="SqliteDatabase"/> is the caller's to register, and where the keys
    /// of data protection lie; without <see cref="ConfiguredSettings"/> the whole configuration counts as the file.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddSettingsStore(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetService<IConfiguration>() is { } configuration
            ? new ConfiguredSettings(configuration, new ConfigurationBuilder().Build())
            : ConfiguredSettings.None);
        services.TryAddSingleton<SettingsStore>();
        services.TryAddSingleton<HubSettings>();
        services.TryAddSingleton<HubConfiguration>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigurationPart, HubSettingsPart>());
        return services;
    }
}
