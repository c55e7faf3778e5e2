using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PiHub.Mqtt.Subscriptions;
using PiHub.PluginHost.Permissions;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Pages;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Jobs;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;

namespace PiHub.PluginHost.Capabilities;

/// <summary>Collects what a plugin declares during one start.</summary>
internal sealed class PluginBuilder(PluginManifest manifest, PermissionGuard? guard = null) : IPluginBuilder
{
    private readonly List<PluginPage> _pages = [];

    public ServiceCollection Services { get; } = [];

    public List<(string TopicFilter, Type Type)> SampleHandlers { get; } = [];

    public Dictionary<string, Type> Drivers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Type> SimulatedPorts { get; } = new(StringComparer.Ordinal);

    public List<Action<IEndpointRouteBuilder>> Apis { get; } = [];

    public List<IJsonTypeInfoResolver> JsonResolvers { get; } = [];

    /// <summary>The class of the plugin's settings; null when it has none.</summary>
    public Type? SettingsType { get; private set; }

    /// <summary>The steps of the plugin's schema; null when it has no database.</summary>
    public IReadOnlyList<DatabaseMigration>? Migrations { get; private set; }

    public List<JobDeclaration> Jobs { get; } = [];

    public List<Type> BackgroundServices { get; } = [];

    public IReadOnlyList<PluginPage> Pages => _pages;

    public IPluginBuilder AddSampleHandler<THandler>(string topicFilter)
        where THandler : class, ISampleHandler
    {
        if (!TopicFilter.IsValid(topicFilter))
        {
            throw new ArgumentException($"'{topicFilter}' is not an MQTT topic filter.", nameof(topicFilter));
        }

        if (!PluginBus.MaySubscribe(manifest, topicFilter))
        {
            guard?.Refuse(PermissionKind.Subscribe, $"subscribe to '{topicFilter}'");
            throw PluginBus.NotGranted(manifest, topicFilter);
        }

        Services.AddSingleton<THandler>();
        SampleHandlers.Add((topicFilter, typeof(THandler)));
        return this;
    }

    public IPluginBuilder AddDriver<TDriver>(string name)
        where TDriver : class, IDeviceDriver
    {
        Add(Drivers, name, typeof(TDriver), "driver");
        return this;
    }

    public IPluginBuilder AddSimulatedPort<TPort>(string model)
        where TPort : class, IAsyncDisposable
    {
        Add(SimulatedPorts, model, typeof(TPort), "simulated port");
        return this;
    }

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
        PageRules.Check(page);
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
        where TJob : class, IPluginJob => Add(new JobDeclaration(id, typeof(TJob), cron, Interval: null, misfire));

    public IPluginBuilder AddJob<TJob>(string id, TimeSpan interval, MisfirePolicy misfire = MisfirePolicy.RunOnce)
        where TJob : class, IPluginJob => Add(new JobDeclaration(id, typeof(TJob), Cron: null, interval, misfire));

    public IPluginBuilder AddBackgroundService<TService>()
        where TService : class, IHostedService
    {
        Services.AddSingleton<TService>();
        BackgroundServices.Add(typeof(TService));
        return this;
    }

    private PluginBuilder Add(JobDeclaration job)
    {
        JobSchedule.Check(job.Id, job.Cron, job.Interval, job.Misfire);
        if (Jobs.Exists(other => other.Id == job.Id))
        {
            throw new ArgumentException($"The job '{job.Id}' is declared twice.");
        }

        Jobs.Add(job);
        return this;
    }

    // Drivers and models are named by the rule for device ids.
    private static void Add(Dictionary<string, Type> declared, string name, Type type, string what)
    {
        if (!DeviceTopic.IsValidId(name))
        {
            throw new ArgumentException($"The {what} name '{name}' is not 1 to 63 characters a-z, 0-9, '_' and '-'.", nameof(name));
        }

        if (!declared.TryAdd(name, type))
        {
            throw new ArgumentException($"The {what} '{name}' is declared twice.", nameof(name));
        }
    }
}
