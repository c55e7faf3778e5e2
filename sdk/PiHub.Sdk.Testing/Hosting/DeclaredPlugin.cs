using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Jobs;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;
using PiHub.Sdk.Testing.Bus;
using PiHub.Sdk.Testing.Settings;

namespace PiHub.Sdk.Testing.Hosting;

/// <summary>Collects what the plugin declares, and refuses what the hub refuses.</summary>
internal sealed partial class DeclaredPlugin(PluginManifest manifest) : IPluginBuilder
{
    private readonly List<PluginPage> _pages = [];

    public ServiceCollection Services { get; } = [];

    public List<(string TopicFilter, Type Type)> SampleHandlers { get; } = [];

    public Dictionary<string, Type> Drivers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Type> SimulatedPorts { get; } = new(StringComparer.Ordinal);

    public List<Action<IEndpointRouteBuilder>> Apis { get; } = [];

    public List<IJsonTypeInfoResolver> JsonResolvers { get; } = [];

    /// <summary>Lends the settings to the container, given those of the test or null for the defaults; null when none are declared.</summary>
    public Action<object?, TestLog>? LendSettings { get; private set; }

    public Type? SettingsType { get; private set; }

    public IReadOnlyList<DatabaseMigration>? Migrations { get; private set; }

    public List<DeclaredJob> Jobs { get; } = [];

    public List<Type> BackgroundServices { get; } = [];

    public IReadOnlyList<PluginPage> Pages => _pages;

    public IPluginBuilder AddSampleHandler<THandler>(string topicFilter)
        where THandler : class, ISampleHandler
    {
        if (!TopicPattern.IsFilter(topicFilter))
        {
            throw new ArgumentException($"'{topicFilter}' is not an MQTT topic filter.", nameof(topicFilter));
        }

        PluginBus.CheckSubscribe(manifest, topicFilter);
        Services.AddSingleton<THandler>();
        SampleHandlers.Add((topicFilter, typeof(THandler)));
        return this;
    }

    public IPluginBuilder AddDriver<TDriver>(string name)
        where TDriver : class, IDeviceDriver => Add(Drivers, name, typeof(TDriver), "driver");

    public IPluginBuilder AddSimulatedPort<TPort>(string model)
        where TPort : class, IAsyncDisposable => Add(SimulatedPorts, model, typeof(TPort), "simulated port");

    public IPluginBuilder MapApi(Action<IEndpointRouteBuilder> map)
    {
        Apis.Add(map);
        return this;
    }

    public IPluginBuilder AddJson(IJsonTypeInfoResolver resolver)
    {
        JsonResolvers.Add(resolver);
        return this;
    }

    public IPluginBuilder AddPage(PluginPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (_pages.Exists(other => other.Id == page.Id))
        {
            throw new ArgumentException($"There is a page with the id '{page.Id}' already.", nameof(page));
        }

        _pages.Add(page);
        return this;
    }

    public IPluginBuilder AddSettings<TSettings>()
        where TSettings : class, new()
    {
        SettingsType = SettingsType is null
            ? typeof(TSettings)
            : throw new ArgumentException($"Settings are declared already: {SettingsType.Name}.");
        LendSettings = (given, log) =>
        {
            var settings = new TestSettings<TSettings>((TSettings?)given ?? new TSettings(), log);
            Services.AddSingleton<Sdk.Settings.ISettings<TSettings>>(settings);
            Services.AddSingleton(settings);
        };
        return this;
    }

    public IPluginBuilder AddDatabase(IReadOnlyList<DatabaseMigration> migrations)
    {
        ArgumentNullException.ThrowIfNull(migrations);
        if (Migrations is not null)
        {
            throw new ArgumentException("A database is declared already.", nameof(migrations));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (DatabaseMigration migration in migrations)
        {
            if (migration.Name.Length is 0 or > 100 || !names.Add(migration.Name))
            {
                throw new ArgumentException(
                    $"The migration '{migration.Name}' must have a name of 1 to 100 characters that no other one has.", nameof(migrations));
            }
        }

        Migrations = migrations;
        return this;
    }

    public IPluginBuilder AddJob<TJob>(string id, string cron, MisfirePolicy misfire = MisfirePolicy.RunOnce)
        where TJob : class, IPluginJob
    {
        // The hub parses the whole expression; here its form is checked.
        return cron?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is 6 or 7
            ? Add(new DeclaredJob(id, typeof(TJob), Interval: null))
            : throw new ArgumentException($"'{cron}' is no cron expression with seconds, such as '0 5 * * * ?'.", nameof(cron));
    }

    public IPluginBuilder AddJob<TJob>(string id, TimeSpan interval, MisfirePolicy misfire = MisfirePolicy.RunOnce)
        where TJob : class, IPluginJob => interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromDays(366)
        ? Add(new DeclaredJob(id, typeof(TJob), interval))
        : throw new ArgumentException($"The interval {interval} of the job '{id}' must be 1 s to 366 days.", nameof(interval));

    public IPluginBuilder AddBackgroundService<TService>()
        where TService : class, IHostedService
    {
        Services.AddSingleton<TService>();
        BackgroundServices.Add(typeof(TService));
        return this;
    }

    private DeclaredPlugin Add(DeclaredJob job)
    {
        if (!JobId().IsMatch(job.Id) || Jobs.Exists(other => other.Id == job.Id))
        {
            throw new ArgumentException($"The job id '{job.Id}' must be 1 to 63 characters a-z, 0-9 and '-', and no other job's.");
        }

        Jobs.Add(job);
        return this;
    }

    private DeclaredPlugin Add(Dictionary<string, Type> declared, string name, Type type, string what)
    {
        if (!DeviceTopic.IsValidId(name))
        {
            throw new ArgumentException($"The {what} name '{name}' is not 1 to 63 characters a-z, 0-9, '_' and '-'.", nameof(name));
        }

        return declared.TryAdd(name, type) ? this : throw new ArgumentException($"The {what} '{name}' is declared twice.", nameof(name));
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex JobId();
}
