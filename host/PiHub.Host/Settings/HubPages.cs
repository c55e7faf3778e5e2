using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using PiHub.Recorder;
using PiHub.Settings;
using PiHub.Settings.General;
using PiHub.Settings.Layers;
using PiHub.Settings.Start;
using PiHub.Sqlite;

namespace PiHub.Host.Settings;

/// <summary>The pages of settings whose values parts read from the configuration at start, and the general one.</summary>
internal static class HubPages
{
    private const string TlsPort = "Mqtt:Tls:Port";

    private static readonly HubSection General = new("general", "General", "Hub", typeof(GeneralSettings));
    private static readonly HubSection Mqtt = new("mqtt", "MQTT", "Mqtt", typeof(MqttSettings));
    private static readonly HubSection Recorder = new("recorder", "Recorder", "Recorder", typeof(RecorderSettings));

    /// <summary>Splits the configuration into its sources, and puts what admins stored on top of them.</summary>
    /// <param name="configuration">The file, the environment and the command line.</param>
    /// <param name="database">The hub's database; made when it is not there.</param>
    /// <returns>The sources apart, because each value's page says which of them it is from.</returns>
    public static ConfiguredSettings AddStored(ConfigurationManager configuration, SqliteDatabase database)
    {
        ConfigurationRoot Only<TProvider>() =>
            new([.. ((IConfigurationRoot)configuration).Providers.Where(provider => provider is TProvider)]);
        var configured = new ConfiguredSettings(
            Only<JsonConfigurationProvider>(), Only<EnvironmentVariablesConfigurationProvider>(), Only<MemoryConfigurationProvider>());
        var start = new StartSettings(database, configured);
        Dictionary<string, string?> stored = new(StringComparer.OrdinalIgnoreCase);
        foreach (HubSection page in (HubSection[])[Mqtt, Recorder])
        {
            foreach ((string key, string? value) in start.OfAdmins(page))
            {
                stored[key] = value;
            }
        }

        // With an external broker there is no such port; a stored one must not keep the hub from starting, for nobody could remove it.
        if ("external".Equals(configuration["Mqtt:Mode"], StringComparison.OrdinalIgnoreCase))
        {
            stored.Remove(TlsPort);
        }

        configuration.AddInMemoryCollection(stored);
        return configured;
    }

    /// <summary>Adds the pages.</summary>
    /// <param name="services">The hub's services.</param>
    /// <param name="configured">What <see cref="AddStored"/> returned.</param>
    /// <param name="database">The hub's database.</param>
    public static void Add(IServiceCollection services, ConfiguredSettings configured, SqliteDatabase database)
    {
        services.AddSingleton(configured);
        services.AddHubSettings<GeneralSettings>(General.Id, General.Title, General.Section);
        services.AddHubSettings<MqttSettings>(Mqtt.Id, Mqtt.Title, Mqtt.Section);
        services.AddHubSettings<RecorderSettings>(Recorder.Id, Recorder.Title, Recorder.Section);
        services.PostConfigure<RecorderOptions>(options =>
        {
            if (string.IsNullOrEmpty(options.TimeZone)
                && new StartSettings(database, configured).Read<GeneralSettings>(General).TimeZone is { Length: > 0 } zone)
            {
                options.TimeZone = zone;
            }
        });
        services.AddHostedService<RetentionFollower>();
    }
}
