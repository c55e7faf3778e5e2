using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Sdk.Settings;
using PiHub.Settings.Layers;
using PiHub.Settings.Transfer;
using PiHub.Sqlite;

namespace PiHub.Settings.Tests;

/// <summary>A hub with one page of settings over a real database.</summary>
internal sealed class HubBench : IAsyncDisposable
{
    public static readonly HubSection Page = new("radio", "Radio", "Radio", typeof(RadioSettings));

    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private ServiceProvider _services;

    public HubBench()
    {
        _services = Build();
    }

    public Dictionary<string, string?> File { get; } = [];

    public Dictionary<string, string?> Environment { get; } = [];

    public Dictionary<string, string?> CommandLine { get; } = [];

    public SqliteDatabase Database => new(Path.Combine(_folder, "hub.db"));

    public ConfiguredSettings Configured => new(Configure(File), Configure(Environment), Configure(CommandLine));

    public HubSettings Settings => _services.GetRequiredService<HubSettings>();

    public SettingsStore Store => _services.GetRequiredService<SettingsStore>();

    public HubConfiguration Configuration => _services.GetRequiredService<HubConfiguration>();

    public ISettings<RadioSettings> Radio => _services.GetRequiredService<ISettings<RadioSettings>>();

    public SettingsSnapshot Now => Settings.Find(Page.Id) ?? throw new InvalidOperationException("There is no such page.");

    public SettingsOutcome Put(string merge) =>
        Settings.Change(Page.Id, JsonElement.Parse(merge)) ?? throw new InvalidOperationException("There is no such page.");

    /// <summary>The hub starts anew, with the configuration as it is by now.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Configured);
        services.AddSingleton(Database);
        services.AddHubSettings<RadioSettings>(Page.Id, Page.Title, Page.Section);
        services.AddSingleton<IConfigurationPart, NotesPart>();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(_folder));
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configure(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
