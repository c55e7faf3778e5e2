using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Client;

namespace PiHub.Mqtt.Bridges;

/// <summary>One bridge: a client of a remote broker, and what goes to it and comes from it.</summary>
internal sealed class Bridge : IAsyncDisposable
{
    // How long the end waits for the remote broker to take what is in the outbox, before the client waits for what is on the way.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    private readonly BridgeSettings _settings;
    private readonly BrokerParts _parts;
    private readonly BridgeCounters _counters = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly MqttClient _client;
    private readonly Outbox _outbox;
    private readonly PendingRetained _pending;
    private readonly DirectMessages _direct;
    private readonly OutboundMessages _outbound;
    private readonly OutboxSender _sender;
    private readonly InboundMessages _inbound;
    private readonly InboundSubscriptions _subscriptions;
    private ServerLimits? _begun;
    private Task _loops = Task.CompletedTask;

    public Bridge(BridgeSettings settings, BrokerParts parts, BridgeHops hops, ILoggerFactory loggers)
    {
        _settings = settings;
        _parts = parts;
        _client = new MqttClient(settings.Remote, parts.Time, loggers.CreateLogger<MqttClient>());
        _outbox = new Outbox(settings.Outbox, parts.Time, loggers.CreateLogger<Outbox>());
        _pending = new PendingRetained(_outbox);
        _direct = new DirectMessages(_client, _counters);
        _outbound = new OutboundMessages(settings, parts, _outbox, _pending, _direct, hops);
        _sender = new OutboxSender(settings, parts, _client, _outbox, _counters);
        _inbound = new InboundMessages(settings, parts, _pending, hops, _counters);
        string filters = Path.ChangeExtension(settings.Outbox.Path, ".filters");
        _subscriptions = new InboundSubscriptions(settings, parts, _client, _inbound, new SubscribedFilters(filters, settings.Name, parts.Logger));
        _client.StatusChanged += OnStatusChanged;
    }

    /// <summary>Opens the outbox; from now on it takes what is published in the hub.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _outbox.StartAsync(cancellationToken);
        await _pending.LoadAsync(cancellationToken);
        _outbound.Subscribe();
    }

    /// <summary>Connects, once the hub's own subscribers are there.</summary>
    public async Task ConnectAsync()
    {
        await _subscriptions.SubscribeAsync();
        _client.Start();
        _loops = Task.WhenAll(_sender.RunAsync(_stopping.Token), _direct.RunAsync(), _subscriptions.RunAsync(_stopping.Token));
    }

    public BridgeStatus Status()
    {
        MqttClientStatus client = _client.Status;
        OutboxStatus outbox = _outbox.Status;
        return new BridgeStatus
        {
            Name = _settings.Name,
            Server = client.Server,
            State = client.State,
            Since = client.Since,
            Reason = client.Reason,
            MessagesSent = _counters.Sent,
            MessagesReceived = _counters.Received,
            MessagesDropped = _counters.DroppedOut + _counters.DroppedIn + outbox.DroppedForAge + outbox.DroppedForRoom + outbox.Rejected,
            Outbox = outbox,
        };
    }

    /// <summary>Sends what it can in a short time, says farewell, and closes the outbox with what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _outbound.Unsubscribe();
        await DrainAsync();
        await _stopping.CancelAsync();
        _direct.Complete();
        await _client.DisposeAsync();
        await _loops;
        await _inbound.CompleteAsync();
        await _outbox.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task DrainAsync()
    {
        long started = _parts.Time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), _parts.Time);
        while (_client.Limits is not null && _outbox.Status.WaitingMessages > 0 && _parts.Time.GetElapsedTime(started) < DrainTimeout)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    // Runs before the first packet of a connection is read, so that what is older at the remote broker is known to be.
    private void OnStatusChanged(MqttClientStatus status)
    {
        _subscriptions.Wake();
        if (_client.Limits is not { } limits || ReferenceEquals(limits, _begun))
        {
            return;
        }

        _begun = limits;
        _outbound.Begin(limits.IsSessionPresent);
        if (_settings.StatusTopic is { } topic)
        {
            _outbound.Repeat(topic);
        }

        _sender.Wake();
    }
}
