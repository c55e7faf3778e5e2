using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Settings.Layers;
using PiHub.Settings.Live;
using PiHub.Sqlite;

namespace PiHub.Settings.Tests;

/// <summary>The settings of plugins over a real database, with plugins that are classes of these tests.</summary>
internal sealed class SettingsBench : IAsyncDisposable
{
    public const string Id = "house";

    public static readonly SettingsOwner Owner = SettingsOwner.Plugin(Id);

    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly List<IAsyncDisposable> _running = [];

    public SettingsBench(Dictionary<string, string?>? file = null, Dictionary<string, string?>? environment = null)
    {
        File = file ?? [];
        Environment = environment ?? [];
        Settings = Create(new EphemeralDataProtectionProvider());
    }

    public Dictionary<string, string?> File { get; }

    public Dictionary<string, string?> Environment { get; }

    public SettingsStore Settings { get; private set; }

    /// <summary>What is wrong, in sentences.</summary>
    public ConcurrentDictionary<string, string> Reports { get; } = new();

    public IEnumerable<string> Troubles => Reports.Values;

    public SettingsSnapshot Now => Settings.Find(Owner) ?? throw new InvalidOperationException("No settings are known.");

    /// <summary>The hub starts anew, with other keys if told so.</summary>
    public void Restart(IDataProtectionProvider protection) => Settings = Create(protection);

    public LiveSettings<TSettings> Start<TSettings>()
        where TSettings : class
    {
        Reports.Clear();
        var target = new SettingsTarget(typeof(TSettings), Owner, Report, NullLogger.Instance);
        Settings.Prepare(target);
        _running.Add(Settings.Attach(target));
        _running.Add(target);
        return (LiveSettings<TSettings>)target.Live;
    }

    public async Task StopAsync()
    {
        foreach (IAsyncDisposable part in _running)
        {
            await part.DisposeAsync();
        }

        _running.Clear();
    }

    public SettingsOutcome Put(string merge, string? ifMatch = null) =>
        Settings.Change(Owner, JsonElement.Parse(merge), ifMatch, isTrial: false)
        ?? throw new InvalidOperationException("No settings are known.");

    public string Secret(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>All that is on disk.</summary>
    public byte[] Stored() => [.. Directory.EnumerateFiles(_folder, "hub.db*").SelectMany(Read)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private void Report(string part, string? trouble)
    {
        if (trouble is null)
        {
            Reports.TryRemove(part, out _);
        }
        else
        {
            Reports[part] = trouble;
        }
    }

    private SettingsStore Create(IDataProtectionProvider protection) => new(
        new SqliteDatabase(Path.Combine(_folder, "hub.db")),
        protection,
        new ConfiguredSettings(Configure(File), Configure(Environment)),
        NullLogger<SettingsStore>.Instance);

    private static IConfigurationRoot Configure(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
