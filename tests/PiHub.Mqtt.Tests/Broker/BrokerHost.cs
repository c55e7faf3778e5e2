using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Transport;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>A broker in Kestrel on free ports. Disposing it fails when an error was logged that the test did not expect.</summary>
internal sealed class BrokerHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _errors = new();

    private BrokerHost(Action<BrokerOptions>? configure, IBrokerStore? store, TimeProvider time, Action<WebApplicationBuilder>? build)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        build?.Invoke(builder);
        builder.Logging.ClearProviders().AddProvider(new ErrorCollector(_errors));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseConnectionHandler<MqttConnectionHandler>());
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton(time);
        builder.Services.AddPiHubMqtt();
        if (store is not null)
        {
            builder.Services.AddSingleton(services => new MqttBroker(
                services.GetRequiredService<IOptions<BrokerOptions>>(),
                Journal,
                Access,
                time,
                services.GetRequiredService<ILogger<MqttBroker>>(),
                store));
        }

        builder.Services.AddSingleton<IPublishJournal>(Journal);
        builder.Services.AddSingleton<IMqttAccess>(Access);
        builder.Services.Configure<BrokerOptions>(options =>
        {
            options.LingerTimeout = TimeSpan.FromSeconds(0.2);
            configure?.Invoke(options);
        });
        _application = builder.Build();
        _application.UseWebSockets();
        _application.MapMqttWebSocket();
    }

    public FakeJournal Journal { get; } = new();

    public FakeAccess Access { get; } = new();

    public MqttBroker Broker => _application.Services.GetRequiredService<MqttBroker>();

    public IBus Bus => _application.Services.GetRequiredService<IBus>();

    public int MqttPort { get; private set; }

    public int HttpPort { get; private set; }

    /// <summary>Errors that the test causes on purpose.</summary>
    public bool ExpectsErrors { get; set; }

    public IEnumerable<string> Errors => _errors;

    public IReadOnlyList<BridgeStatus> Bridges => _application.Services.GetRequiredService<BridgeSet>().Status();

    public static async Task<BrokerHost> StartAsync(
        Action<BrokerOptions>? configure = null, IBrokerStore? store = null, TimeProvider? time = null, Action<WebApplicationBuilder>? build = null)
    {
        var host = new BrokerHost(configure, store, time ?? TimeProvider.System, build);
        await host._application.StartAsync();
        int[] ports = [.. host._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(address => new Uri(address).Port) ?? []];
        (host.MqttPort, host.HttpPort) = (ports[0], ports[1]);
        return host;
    }

    public Task StopAsync() => _application.StopAsync();

    /// <summary>An MQTT 5 client, connected.</summary>
    public Task<RawClient> ConnectAsync(string clientId, int level = 5) => RawClient.ConnectAsync(MqttPort, clientId, level);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        if (!ExpectsErrors)
        {
            Assert.Empty(_errors);
        }
    }

    private sealed class ErrorCollector(ConcurrentQueue<string> errors) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }
    }
}
