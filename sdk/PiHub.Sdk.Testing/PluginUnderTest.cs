using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing.Hosting;

namespace PiHub.Sdk.Testing;

/// <summary>A plugin that runs in a test as in the hub: with a bus, readings, a clock, a database, settings, routes and devices in memory.
/// </summary>
/// <remarks>
/// It gets what the hub lends, behind the permissions of its <c>plugin.json</c>, and is refused what the hub refuses. The clock stands still
/// until the test moves it. Each test may start its own; they share nothing. Not covered: unloading, deadlines and quotas.
/// <example>
/// <code>
/// await using PluginUnderTest plugin = await PluginUnderTest.StartAsync&lt;DoorbellPlugin&gt;();
/// await plugin.PublishAsync("bell", ("pressed", true));
/// Assert.Contains("bell", await plugin.Http.GetStringAsync("rings"));
/// </code>
/// </example>
/// Since 0.2.
/// </remarks>
public sealed class PluginUnderTest : IAsyncDisposable
{
    private readonly RunningPlugin _running;

    private PluginUnderTest(RunningPlugin running) => _running = running;

    /// <summary>What <c>plugin.json</c> says.</summary>
    public PluginManifest Manifest => _running.Manifest;

    /// <summary>The clock of the plugin and of everything that it is lent.</summary>
    public ManualTimeProvider Time => _running.Parts.Time;

    /// <summary>The bus as the rest of the world sees it: without the plugin's permissions.</summary>
    public TestBus Bus => _running.Parts.Bus;

    /// <summary>The recorded readings as the hub sees them: without the plugin's permissions.</summary>
    public TestReadings Readings => _running.Parts.Readings;

    /// <summary>What was logged.</summary>
    public TestLog Log => _running.Parts.Log;

    /// <summary>Asks the plugin's routes: <c>Http.GetAsync("rings")</c> is <c>GET /api/&lt;id&gt;/rings</c>. Without a slash at the start.</summary>
    public HttpClient Http => _running.Http;

    /// <summary>The pages that the plugin adds to the web interface.</summary>
    public IReadOnlyList<PluginPage> Pages => _running.Declared.Pages;

    /// <summary>The live events that the plugin has sent to web clients, oldest first, as JSON.</summary>
    public IReadOnlyList<JsonElement> Events => _running.Parts.Events.Sent;

    /// <summary>The last value and text that the job now running, or run last, has reported.</summary>
    public (double Fraction, string? Text) JobProgress => _running.Jobs.Progress;

    /// <summary>Starts a plugin.</summary>
    /// <typeparam name="TPlugin">The class that implements <see cref="IPlugin"/>.</typeparam>
    /// <param name="configure">Sets what it finds; null for nothing.</param>
    /// <returns>The running plugin; dispose it to stop it.</returns>
    /// <exception cref="InvalidOperationException">The manifest is missing or not valid; the message says how.</exception>
    /// <exception cref="ArgumentException">The plugin declares what the hub refuses, e.g. a filter that its manifest does not grant.</exception>
    public static async Task<PluginUnderTest> StartAsync<TPlugin>(Action<PluginTestSetup>? configure = null)
        where TPlugin : IPlugin, new()
    {
        var options = new PluginTestSetup();
        configure?.Invoke(options);
        return new PluginUnderTest(await RunningPlugin.StartAsync(new TPlugin(), options));
    }

    /// <summary>Lets a device publish a sample at the clock's time, and waits until the plugin has handled it.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="metrics">Values by name.</param>
    /// <exception cref="AggregateException">A handler of the plugin threw; the hub would have logged it.</exception>
    public Task PublishAsync(string device, params (string Name, MetricValue Value)[] metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return PublishAsync(new Sample
        {
            Device = device,
            Time = Time.GetUtcNow(),
            Metrics = metrics.ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal),
        });
    }

    /// <summary>Lets a device publish a sample, and waits until the plugin has handled it.</summary>
    /// <param name="sample">The sample.</param>
    /// <exception cref="AggregateException">A handler of the plugin threw; the hub would have logged it.</exception>
    public async Task PublishAsync(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        await PublishAsync(new BusMessage
        {
            Topic = DeviceTopic.State(sample.Device), Payload = SamplePayload.Write(sample.Time, sample.Metrics),
        });
    }

    /// <summary>Lets somebody publish a message, and waits until the plugin has handled it.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="BusRejectedException">It is no valid sample, event or topic.</exception>
    /// <exception cref="AggregateException">A handler of the plugin threw; the hub would have logged it.</exception>
    public async Task PublishAsync(BusMessage message)
    {
        await Bus.PublishAsync(message, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Waits until the plugin has handled every sample and message that was published so far.</summary>
    /// <exception cref="AggregateException">A handler of the plugin threw; the hub would have logged it.</exception>
    public Task SettleAsync() => _running.Parts.Deliveries.SettleAsync();

    /// <summary>Moves the clock, timer by timer, and does the jobs by interval that become due.</summary>
    /// <param name="time">How far.</param>
    public Task AdvanceAsync(TimeSpan time) => _running.Jobs.AdvanceAsync(time);

    /// <summary>Does a job once, now, as by hand.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="ArgumentException">There is no such job.</exception>
    public Task RunJobAsync(string id, CancellationToken cancellationToken = default) => _running.Jobs.RunAsync(id, cancellationToken);

    /// <summary>Changes the settings as the owner would, and waits until the plugin was told.</summary>
    /// <typeparam name="TSettings">The class declared with <c>AddSettings</c>.</typeparam>
    /// <param name="settings">The new settings.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">They break a rule of the class; the plugin was not told.
    /// </exception>
    /// <exception cref="InvalidOperationException">The plugin declares other settings, or none.</exception>
    public void Change<TSettings>(TSettings settings)
        where TSettings : class, new() => _running.Settings<TSettings>().Change(settings);

    /// <summary>Starts one of the plugin's drivers on a device.</summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="settings">The device's settings, a JSON object; null for none.</param>
    /// <param name="device">The device's id, also its name.</param>
    /// <returns>The device; dispose it to stop the driver, the plugin's end does so too.</returns>
    /// <exception cref="ArgumentException">The plugin has no such driver.</exception>
    public TestDevice StartDevice(string driver, string? settings = null, string device = "device") =>
        _running.StartDevice(driver, settings, device);

    /// <summary>An object of the plugin's container: a handler, a service of its own, or what the hub lends.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="InvalidOperationException">The container has no such thing.</exception>
    public T Get<T>()
        where T : class => _running.Services.GetRequiredService<T>();

    /// <summary>Stops the plugin as the hub would: background services, devices, subscriptions, then everything of its container.</summary>
    public ValueTask DisposeAsync() => _running.DisposeAsync();
}
