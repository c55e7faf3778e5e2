using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Plugins;

/// <summary>Everything that a plugin can declare. The host implements it; members may be added in a minor version.</summary>
/// <remarks>
/// Classes named here, and every class marked with <see cref="ServiceAttribute"/>, are created by the plugin's own container, one
/// instance per start, with constructor injection. The host lends, besides the plugin's own services: <c>IBus</c>, <c>IReadings</c>,
/// <c>IEventStream</c>, <c>IHardware</c>, <see cref="PluginManifest"/>, <see cref="TimeProvider"/> and <c>ILogger&lt;T&gt;</c>.
/// What is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> is disposed at stop. Since 0.1.
/// </remarks>
public interface IPluginBuilder
{
    /// <summary>Calls <typeparamref name="THandler"/> for every committed sample whose state topic matches.</summary>
    /// <typeparam name="THandler">The handler; constructor-injected.</typeparam>
    /// <param name="topicFilter">An MQTT topic filter, e.g. <c>pihub/+/state</c>; must be covered by the manifest's
    /// <c>permissions.subscribe</c>.</param>
    /// <exception cref="ArgumentException">The filter is malformed or not granted by the manifest.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddSampleHandler<THandler>(string topicFilter)
        where THandler : class, ISampleHandler;

    /// <summary>Offers a device driver; the host runs one instance per configured device that names it.</summary>
    /// <typeparam name="TDriver">The driver; constructor-injected, a new instance at each (re)start of a device.</typeparam>
    /// <param name="name">The driver's name, <c>[a-z0-9][a-z0-9_-]{0,62}</c>, unique in the hub.</param>
    /// <exception cref="ArgumentException">The name is malformed or given twice.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddDriver<TDriver>(string name)
        where TDriver : class, IDeviceDriver;

    /// <summary>Offers a simulated hardware port, opened by drivers under the name <c>simulated:&lt;model&gt;</c>.</summary>
    /// <typeparam name="TPort">The simulation: implements a port interface such as <c>ISpiPort</c>; constructor-injected, a new
    /// instance at each opening.</typeparam>
    /// <param name="model">The model's name, <c>[a-z0-9][a-z0-9_-]{0,62}</c>, unique in the hub.</param>
    /// <exception cref="ArgumentException">The name is malformed or given twice.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddSimulatedPort<TPort>(string model)
        where TPort : class, IAsyncDisposable;

    /// <summary>Maps the plugin's HTTP routes, served under <c>/api/&lt;plugin-id&gt;/</c>.</summary>
    /// <param name="map">Maps minimal-API handlers, relative to that prefix. The hub lets viewers read (GET, HEAD) and operators change
    /// (the other methods); a route that requires authorization of its own is refused with 500.</param>
    /// <returns>The same builder.</returns>
    IPluginBuilder MapApi(Action<IEndpointRouteBuilder> map);

    /// <summary>Adds source-generated JSON metadata for the types that the plugin's routes read and write.</summary>
    /// <param name="resolver">A <c>JsonSerializerContext</c>. A type that no resolver knows fails its route: reflection-based JSON would
    /// keep the plugin from unloading.</param>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddJson(IJsonTypeInfoResolver resolver);

    /// <summary>Adds a page to the web interface, described as data.</summary>
    /// <param name="page">The page; its id must be unique in the plugin.</param>
    /// <exception cref="ArgumentException">A page of that id is there already.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddPage(PluginPage page);
}
