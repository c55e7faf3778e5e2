using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Jobs;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;

namespace PiHub.Sdk.Plugins;

/// <summary>Everything that a plugin can declare. The host implements it; members may be added in a minor version.</summary>
/// <remarks>
/// Classes named here, and every class marked with <see cref="ServiceAttribute"/>, are created by the plugin's own container, one
/// instance per start, with constructor injection. The host lends, besides the plugin's own services: <c>IBus</c>, <c>IReadings</c>,
/// <c>IEventStream</c>, <c>IHardware</c>, <c>IHttpClientFactory</c>, <see cref="IPluginDatabase"/>, <c>ISettings&lt;T&gt;</c>,
/// <see cref="PluginManifest"/>, <see cref="TimeProvider"/> and <c>ILogger&lt;T&gt;</c>.
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
    /// <exception cref="ArgumentException">The page cannot work, e.g. a placeholder is unknown, or a page of that id is there already; the
    /// message names page and element.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddPage(PluginPage page);

    /// <summary>Declares the plugin's settings: a class whose public properties, with their rules, become a form for the owner.</summary>
    /// <typeparam name="TSettings">The class, with a default in each property that can be set or initialised; injected as
    /// <c>ISettings&lt;TSettings&gt;</c>. Kinds: <c>string</c>, <c>bool</c>, <c>int</c>, <c>long</c>, <c>double</c>, <c>decimal</c>,
    /// <c>TimeSpan</c>, <c>DateOnly</c>, <c>TimeOnly</c>, enums, <c>Uri</c>, <c>Secret</c>, lists of these but secrets, a list of a class
    /// of these (a table), and a class of these (a group). On the wire names are snake_case and durations ISO 8601. Another kind fails
    /// the start.</typeparam>
    /// <exception cref="ArgumentException">Settings are declared already.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddSettings<TSettings>()
        where TSettings : class, new();

    /// <summary>Declares the plugin's own database, injected as <see cref="IPluginDatabase"/>.</summary>
    /// <param name="migrations">All steps of its schema, oldest first; may be empty.</param>
    /// <exception cref="ArgumentException">A name is missing or given twice, or a database is declared already.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddDatabase(IReadOnlyList<DatabaseMigration> migrations);

    /// <summary>Declares work that is done at times given by a cron expression.</summary>
    /// <typeparam name="TJob">The job; constructor-injected, a new instance at each run.</typeparam>
    /// <param name="id">The job's id, <c>[a-z0-9][a-z0-9-]{0,62}</c>, unique in the plugin.</param>
    /// <param name="cron">Quartz's form with seconds, e.g. <c>0 5 * * * ?</c>, in the hub's time zone.</param>
    /// <param name="misfire">What becomes of runs that were missed.</param>
    /// <exception cref="ArgumentException">The id is malformed or given twice, or the expression is not valid.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddJob<TJob>(string id, string cron, MisfirePolicy misfire = MisfirePolicy.RunOnce)
        where TJob : class, IPluginJob;

    /// <summary>Declares work that is done again and again.</summary>
    /// <typeparam name="TJob">The job; constructor-injected, a new instance at each run.</typeparam>
    /// <param name="id">The job's id, <c>[a-z0-9][a-z0-9-]{0,62}</c>, unique in the plugin.</param>
    /// <param name="interval">From one planned start to the next, 1 s to 366 days.</param>
    /// <param name="misfire">What becomes of runs that were missed.</param>
    /// <exception cref="ArgumentException">The id is malformed or given twice, or the interval is out of range.</exception>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddJob<TJob>(string id, TimeSpan interval, MisfirePolicy misfire = MisfirePolicy.RunOnce)
        where TJob : class, IPluginJob;

    /// <summary>Declares work that goes on while the plugin runs. Its start belongs to the plugin's start and its deadline; when a
    /// <see cref="BackgroundService"/> fails, the plugin is stopped and started again with back-off, and quarantined after five failures
    /// in ten minutes.</summary>
    /// <typeparam name="TService">The service; constructor-injected, one instance per start.</typeparam>
    /// <returns>The same builder.</returns>
    IPluginBuilder AddBackgroundService<TService>()
        where TService : class, IHostedService;
}
