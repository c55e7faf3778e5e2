using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Bridges;

/// <summary>A broker with bridges and a subscriber that keeps what it gets.</summary>
internal sealed class BridgedHub : IAsyncDisposable
{
    private readonly ConcurrentQueue<BusMessage> _received = new();
    private readonly BrokerHost _host;
    private bool _isDisposed;

    private BridgedHub(BrokerHost host) => _host = host;

    public BrokerHost Host => _host;

    public BridgeStatus Bridge => _host.Bridges[0];

    /// <summary>What the subscriber got: topic and payload.</summary>
    public IReadOnlyList<string> Received => [.. _received.Select(message => $"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}")];

    public IReadOnlyList<BusMessage> Messages => [.. _received];

    /// <param name="folder">Where its files are.</param>
    /// <param name="settings">Lines of <c>key=value</c> below <c>Mqtt:</c>.</param>
    /// <param name="filter">What the subscriber gets; null for no subscriber.</param>
    /// <param name="configure">The broker's options.</param>
    public static async Task<BridgedHub> StartAsync(
        string folder, IEnumerable<string> settings, string? filter = "#", Action<BrokerOptions>? configure = null)
    {
        BrokerHost host = await BrokerHost.StartAsync(configure, build: builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Select(line => line.Split('=', 2))
                .Select(parts => KeyValuePair.Create<string, string?>("Mqtt:" + parts[0], parts[1])));
            builder.Services.Configure<BridgesOptions>(options =>
            {
                options.Folder = folder;
                options.OwnTopics = ["pihub/$hub/#"];
                options.ExternalFilters = ["pihub/#"];
                options.StatusTopic = "pihub/$hub/status";
            });
        });
        var hub = new BridgedHub(host);
        if (filter is not null)
        {
            host.Bus.Subscribe(filter, (message, _) =>
            {
                hub._received.Enqueue(message);
                return ValueTask.CompletedTask;
            });
        }

        return hub;
    }

    /// <summary>A bridge's settings.</summary>
    /// <param name="port">The remote broker's.</param>
    /// <param name="topics">Each <c>filter direction localPrefix remotePrefix</c>; the prefixes may be left out.</param>
    /// <param name="name">Its name.</param>
    /// <param name="index">Its place in the list.</param>
    public static IEnumerable<string> To(int port, string[] topics, string name = "remote", int index = 0)
    {
        yield return $"Bridges:{index}:Name={name}";
        yield return $"Bridges:{index}:Server=mqtt://127.0.0.1:{port}";
        yield return $"Bridges:{index}:ClientId={name}-{Guid.NewGuid():N}";
        for (int i = 0; i < topics.Length; i++)
        {
            string[] parts = topics[i].Split(' ');
            yield return $"Bridges:{index}:Topics:{i}:Filter={parts[0]}";
            yield return $"Bridges:{index}:Topics:{i}:Direction={parts[1]}";
            yield return $"Bridges:{index}:Topics:{i}:LocalPrefix={parts.ElementAtOrDefault(2)}";
            yield return $"Bridges:{index}:Topics:{i}:RemotePrefix={parts.ElementAtOrDefault(3)}";
        }
    }

    public Task ConnectedAsync() => Eventually.IsAsync(() => _host.Bridges.All(bridge => bridge.State == MqttClientState.Connected));

    public Task PublishAsync(string topic, string payload, int quality = 1, bool retain = false) => _host.Bus.PublishAsync(
        new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), QualityOfService = (QualityOfService)quality, Retain = retain },
        CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
    }
}
