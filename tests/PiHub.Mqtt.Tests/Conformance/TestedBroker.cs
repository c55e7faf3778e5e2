using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>The broker that the conformance tests talk to: ours; or mosquitto, when the environment variable <c>PIHUB_CONFORMANCE_PEER</c>
/// is set, which checks the tests rather than the broker (tests that need our clock, options or hooks fail then).</summary>
internal sealed class TestedBroker : IAsyncDisposable
{
    private readonly BrokerHost? _host;
    private readonly MosquittoPeer? _peer;

    private TestedBroker(BrokerHost? host, MosquittoPeer? peer) => (_host, _peer) = (host, peer);

    public static bool IsPeer { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PIHUB_CONFORMANCE_PEER"));

    public int MqttPort => _host?.MqttPort ?? _peer?.MqttPort ?? 0;

    public int HttpPort => _host?.HttpPort ?? _peer?.HttpPort ?? 0;

    /// <summary>Ours, with its hooks.</summary>
    public BrokerHost Own => _host ?? throw new NotSupportedException("this test needs our broker");

    public static async Task<TestedBroker> StartAsync(Action<BrokerOptions>? configure = null, TimeProvider? time = null) => IsPeer
        ? new TestedBroker(host: null, await MosquittoPeer.StartAsync())
        : new TestedBroker(await BrokerHost.StartAsync(configure, time: time), peer: null);

    /// <summary>A client whose session ends with its connection.</summary>
    public Task<RawClient> ConnectAsync(string clientId, int level) => ConnectAsync(Dialogue.Connect(level, clientId));

    public Task<RawClient> ConnectAsync(ConnectPacket connect) => RawClient.ConnectAsync(MqttPort, connect);

    /// <summary>A client whose session outlives its connection, by an hour in MQTT 5.</summary>
    public Task<RawClient> ResumeAsync(string clientId, int level) => ConnectAsync(Dialogue.Durable(level, clientId));

    public Task<RawClient> OpenAsync(int level) => RawClient.OpenAsync(MqttPort, level);

    /// <summary>A client that gets everything that is published.</summary>
    public async Task<RawClient> WatchAsync(int level = 5, string filter = "#", int quality = 0)
    {
        RawClient watcher = await ConnectAsync("watcher", level);
        await watcher.SubscribeAsync(filter, quality);
        return watcher;
    }

    /// <summary>Publishes "end". The client id of a connection that is gone is used, so that everything of that connection is done.</summary>
    public async Task EndAsync(int level, string topic = "end", string clientId = "mortal")
    {
        using RawClient client = await ConnectAsync(clientId, level);
        await client.PublishAsync(topic, "end", quality: 1);
        await client.DisconnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _peer?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
