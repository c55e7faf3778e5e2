using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>A client under test with what it logged and reported. Every wait ends after ten seconds.</summary>
internal sealed class ClientHost : IAsyncDisposable, ILogger<MqttClient>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _log = new();

    // Guards _waiters.
    private readonly Lock _gate = new();
    private readonly List<(Func<MqttClientStatus, bool> IsMeant, TaskCompletionSource<MqttClientStatus> Seen)> _waiters = [];

    public ClientHost(MqttClientOptions options, TimeProvider? time = null)
    {
        Client = new MqttClient(options, time ?? TimeProvider.System, this);
        Client.StatusChanged += Note;
    }

    public MqttClient Client { get; }

    /// <summary>Warnings and errors.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public static MqttClientOptions Options(int port, int level = 5, string clientId = "pihub-test") => new()
    {
        Server = new Uri($"mqtt://127.0.0.1:{port}"),
        ClientId = clientId,
        Version = (ProtocolVersion)level,
        MinimumReconnectDelay = TimeSpan.FromMilliseconds(10),
        DrainTimeout = TimeSpan.FromSeconds(1),
    };

    public static BusMessage Message(string topic, string payload, int quality = 1, bool retain = false) => new()
    {
        Topic = topic,
        Payload = Encoding.UTF8.GetBytes(payload),
        QualityOfService = (QualityOfService)quality,
        Retain = retain,
    };

    public static string Text(ReceivedMessage message) => Encoding.UTF8.GetString(message.Message.Payload.Span);

    public static async Task<ClientHost> ConnectAsync(MqttClientOptions options, TimeProvider? time = null)
    {
        var host = new ClientHost(options, time);
        host.Client.Start();
        await host.WaitAsync(MqttClientState.Connected);
        return host;
    }

    public Task PublishAsync(string topic, string payload, int quality = 1, bool retain = false) =>
        Client.PublishAsync(Message(topic, payload, quality, retain), CancellationToken.None).AsTask().WaitAsync(Patience);

    /// <summary>Subscribes, and gives the messages.</summary>
    public ChannelReader<ReceivedMessage> Receive(string filter, int quality = 1, SubscribeOptions? options = null)
    {
        Channel<ReceivedMessage> received = Channel.CreateBounded<ReceivedMessage>(10_000);
        Client.Subscribe(filter, (QualityOfService)quality, received.Writer.WriteAsync, options);
        return received.Reader;
    }

    public static async Task<string> NextAsync(ChannelReader<ReceivedMessage> received)
    {
        using var deadline = new CancellationTokenSource(Patience);
        return Text(await received.ReadAsync(deadline.Token));
    }

    public Task<MqttClientStatus> WaitAsync(MqttClientState state) => WaitAsync(status => status.State == state);

    /// <summary>The reason why there is no connection.</summary>
    public async Task<string> FailureAsync() => (await WaitAsync(MqttClientState.Waiting)).Reason ?? "";

    /// <summary>Waits for a status, the present one included.</summary>
    public Task<MqttClientStatus> WaitAsync(Func<MqttClientStatus, bool> isMeant)
    {
        lock (_gate)
        {
            if (Client.Status is var now && isMeant(now))
            {
                return Task.FromResult(now);
            }

            var seen = new TaskCompletionSource<MqttClientStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((isMeant, seen));
            return seen.Task.WaitAsync(Patience);
        }
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue($"{logLevel}: {formatter(state, exception)}");

    private void Note(MqttClientStatus status)
    {
        lock (_gate)
        {
            foreach (var waiter in _waiters.Where(waiter => waiter.IsMeant(status)).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.Seen.TrySetResult(status);
            }
        }
    }
}
