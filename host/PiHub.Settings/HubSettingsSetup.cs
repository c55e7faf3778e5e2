using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Sdk.Settings;

namespace PiHub.Settings;

/// <summary>Registers pages of settings.</summary>
public static class HubSettingsSetup
{
    /// <summary>Adds a page of settings; parts take its values as <see cref="ISettings{TSettings}"/>.</summary>
    /// <typeparam name="TSettings">The class with the values, described by the attributes that plugins use too.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="id">See <see cref="HubSection"/>.</param>
    /// <param name="title">See <see cref="HubSection"/>.</param>
    /// <param name="section">See <see cref="HubSection"/>.</param>
    public static IServiceCollection AddHubSettings<TSettings>(this IServiceCollection services, string id, string title, string section)
        where TSettings : class, new()
    {
        services.AddSingleton(new HubSection(id, title, section, typeof(TSettings)));
        services.AddSingleton<ISettings<TSettings>>(
            provider => new ConfiguredHubSettings<TSettings>(provider.GetRequiredService<IConfiguration>().GetSection(section)));
        return services;
    }
}
