using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Capabilities;

/// <summary>Collects what a plugin declares during one start.</summary>
internal sealed class PluginBuilder(PluginManifest manifest) : IPluginBuilder
{
    private readonly List<PluginPage> _pages = [];

    public ServiceCollection Services { get; } = [];

    public List<(string TopicFilter, Type Type)> SampleHandlers { get; } = [];

    public Dictionary<string, Type> Drivers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Type> SimulatedPorts { get; } = new(StringComparer.Ordinal);

    public List<Action<IEndpointRouteBuilder>> Apis { get; } = [];

    public List<IJsonTypeInfoResolver> JsonResolvers { get; } = [];

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
        ArgumentNullException.ThrowIfNull(page);
        if (_pages.Exists(other => other.Id == page.Id))
        {
            throw new ArgumentException($"There is a page with the id '{page.Id}' already.", nameof(page));
        }

        _pages.Add(page);
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
