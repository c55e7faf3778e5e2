using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Bus;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Sessions;
using PiHub.Mqtt.Statistics;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Mqtt.Transport;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt;

/// <summary>The MQTT 3.1.1 and 5.0 broker with its in-process bus: one topic space, one way for every message.</summary>
/// <remarks>It serves from the moment it exists, with what it has stored after <see cref="StartAsync"/>; listeners bring it
    /// connections. Safe from any thread.</remarks>
public sealed class MqttBroker : IAsyncDisposable
{
    private readonly BrokerParts _parts;
    private readonly SessionLifecycle _lifecycle;
    private readonly InProcessBus _bus;
    private readonly SystemTopics _systemTopics;
    private readonly CancellationTokenSource _givingUp = new();

    // Guards _connections and _stopping.
    private readonly Lock _gate = new();
    private readonly HashSet<ClientConnection> _connections = [];
    private bool _stopping;

    /// <summary>Creates it.</summary>
    /// <param name="options">The limits; read once.</param>
    /// <param name="journal">Judges and keeps every message.</param>
    /// <param name="access">Decides who may connect.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where to log.</param>
    public MqttBroker(
        IOptions<BrokerOptions> options, IPublishJournal journal, IMqttAccess access, TimeProvider time, ILogger<MqttBroker> logger)
        : this(options, journal, access, time, logger, OpenStore(options, time, logger))
    {
    }

    /// <summary>Creates it over a store, which is then its own.</summary>
    internal MqttBroker(
        IOptions<BrokerOptions> options,
        IPublishJournal journal,
        IMqttAccess access,
        TimeProvider time,
        ILogger<MqttBroker> logger,
        IBrokerStore store)
    {
        ArgumentNullException.ThrowIfNull(options);
        var counters = new BrokerCounters();
        var subscriptions = new SubscriptionTree();
        var retained = new RetainedMessages(options.Value, store, counters, time);
        _parts = new BrokerParts
        {
            Options = options.Value,
            Door = new Door(options.Value, time, logger),
            Logins = new LoginCheck(access, options.Value, time, logger),
            Pipeline = new PublishPipeline(journal, store, retained, new RouteCache(subscriptions), Rejected, counters),
            Subscriptions = subscriptions,
            Retained = retained,
            Sessions = new SessionRegistry(),
            Store = store,
            Counters = counters,
            Time = time,
            Logger = logger,
            GivingUp = _givingUp.Token,
        };
        _lifecycle = new SessionLifecycle(_parts);
        _bus = new InProcessBus(_parts);
        _systemTopics = new SystemTopics(_parts, Status);
    }

    /// <summary>The same topic space without a socket. A journal's failure is thrown to the publisher.</summary>
    public IBus Bus => _bus;

    /// <summary>The messages that were refused.</summary>
    public RejectedMessages Rejected { get; } = new();

    /// <summary>Why sessions and retained messages cannot be stored at this moment, with the remedy; null while they can. What depends on
    /// them is not acknowledged meanwhile.</summary>
    public string? StoreTrouble => _parts.Store.Trouble;

    /// <summary>What a person should know of the store although it works, such as a damaged file that was moved aside; null for nothing.
    /// </summary>
    public string? StoreWarning => _parts.Store.Warning;

    /// <summary>The numbers of this moment.</summary>
    public BrokerStatus Status()
    {
        (int retainedMessages, long retainedBytes) = _parts.Retained.Size;
        return new BrokerStatus
        {
            ConnectedClients = _parts.Sessions.ConnectedCount,
            WaitingSessions = _parts.Sessions.WaitingCount,
            QueuedBytes = _parts.Counters.QueuedBytes,
            Subscriptions = _parts.Subscriptions.Count,
            RetainedMessages = retainedMessages,
            RetainedBytes = retainedBytes,
            MessagesReceived = _parts.Counters.Received,
            MessagesSent = _parts.Counters.Sent,
            MessagesDropped = _parts.Counters.Dropped,
            RetainedNotKept = _parts.Counters.RetainedNotKept,
            MessagesRejected = Rejected.TotalCount,
            MessagesInJournal = _parts.Counters.InJournal,
            ConnectionsRefused = _parts.Door.Refusals.Total,
            LoginsFailed = _parts.Logins.Failed,
        };
    }

    /// <summary>The clients that are connected, and the sessions that wait for theirs.</summary>
    public IReadOnlyList<MqttClientSnapshot> Clients() => ClientSnapshots.Of(_parts);

    /// <summary>Disconnects a client (MQTT 5: 0x98), or ends a session that waits.</summary>
    /// <param name="clientId">Whose.</param>
    /// <param name="deleteSession">Whether its session ends too; a session that waits is left alone otherwise.</param>
    /// <returns>False when there is nothing to end.</returns>
    public bool EndClient(string clientId, bool deleteSession)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        if (_parts.Sessions.FindConnection(clientId) is { } connection)
        {
            connection.Close(CloseReason.Administrative with { EndsSession = deleteSession });
            return true;
        }

        return deleteSession && _lifecycle.TryEnd(clientId);
    }

    /// <summary>The retained messages whose topics match a filter, ordered by topic.</summary>
    /// <param name="filter">A valid topic filter.</param>
    /// <param name="after">Only topics that come after this one, by their UTF-16 code units; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<RetainedSnapshot> RetainedMessages(string filter, string? after, int limit) =>
        _parts.Retained.List(filter, after, limit);

    /// <summary>Loads what is stored and begins to publish its own numbers. To be called once, before the first connection.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StoredState stored = await _parts.Store.LoadAsync(cancellationToken);
        _parts.Retained.Load(stored.Retained);
        _lifecycle.Restore(stored.Sessions);
        await _systemTopics.StartAsync();
    }

    /// <summary>Takes no more connections, finishes what is in the journal for a bounded time, tells MQTT 5 clients, and closes them.</summary>
    /// <param name="cancellationToken">Cuts off at once what is left.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ClientConnection[] left;
        lock (_gate)
        {
            _stopping = true;
            left = [.. _connections];
        }

        foreach (ClientConnection connection in left)
        {
            connection.Close(CloseReason.ShuttingDown);
        }

        Task ended = Task.WhenAll(left.Select(connection => connection.Ended));
        TimeSpan patience = _parts.Options.DrainTimeout + (2 * _parts.Options.LingerTimeout);
        try
        {
            await ended.WaitAsync(patience, _parts.Time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Log.StopTimedOut(_parts.Logger, left.Count(connection => !connection.Ended.IsCompleted));
            await _givingUp.CancelAsync();
            foreach (ClientConnection connection in left)
            {
                connection.Abort();
            }

            await ended;
        }
    }

    /// <summary>Stops it, then the in-process subscriptions that are left, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _givingUp.CancelAsync();
        try
        {
            await _lifecycle.DisposeAsync();
            await _systemTopics.DisposeAsync();
            await _bus.DisposeAsync();
        }
        finally
        {
            // Whatever failed before: what waits is still to be written.
            await _parts.Store.DisposeAsync();
        }
    }

    /// <summary>What bridges share with it.</summary>
    internal BrokerParts Parts => _parts;

    /// <summary>Where listeners let connections in, before <see cref="ServeAsync"/>.</summary>
    internal Door Door => _parts.Door;

    /// <summary>Serves one connection to its end. Never fails.</summary>
    internal async Task ServeAsync(IMqttTransport transport)
    {
        using var connection = new ClientConnection(transport, _parts, _lifecycle);
        lock (_gate)
        {
            if (_stopping)
            {
                connection.Close(CloseReason.ShuttingDown);
            }

            _connections.Add(connection);
        }

        await connection.RunAsync();
        lock (_gate)
        {
            _connections.Remove(connection);
        }
    }

    private static IBrokerStore OpenStore(IOptions<BrokerOptions> options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Value.StorePath is { } path ? new SqliteBrokerStore(path, time, logger) : new MemoryStore();
    }
}
