using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>An MQTT 3.1.1 or 5.0 client that stays connected: it subscribes again, publishes again and resumes its session by itself.</summary>
/// <remarks>Safe from any thread. Subscribe before <see cref="Start"/> when the server may hold messages for the session: a message that
/// matches no subscription is acknowledged and forgotten. QoS 2 is exactly once as long as this process lives and the server keeps the
/// session.</remarks>
public sealed class MqttClient : IAsyncDisposable
{
    private readonly ClientParts _parts;
    private readonly ClientLoop _loop;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();

    // Guards _running and _isDisposed.
    private readonly Lock _gate = new();
    private Task? _running;
    private bool _isDisposed;

    /// <summary>Creates it, without connecting.</summary>
    /// <param name="options">To which server, as whom; read once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where to log.</param>
    /// <exception cref="ArgumentException">The options are invalid; the message names all that is wrong.</exception>
    public MqttClient(MqttClientOptions options, TimeProvider time, ILogger<MqttClient> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var book = new SubscriptionBook();
        var window = new PublishWindow(options.ReceiveMaximum);
        var counters = new ClientCounters();
        _parts = new ClientParts
        {
            Options = options,
            Window = window,
            Inbox = new Inbox(book, options.ReceiveMaximum, logger, _givingUp.Token),
            Book = book,
            Counters = counters,
            Board = new StatusBoard(options.ToString(), time, status => status with
            {
                Reason = status.Reason ?? (status.State == MqttClientState.Connected ? book.Problem : null),
                MessagesSent = counters.Sent,
                MessagesReceived = counters.Received,
                PublishesPending = window.Pending,
            }),
            Time = time,
            Logger = logger,
        };
        _loop = new ClientLoop(_parts);
        book.Changed += () => _loop.Link?.WakeSubscribing();
    }

    /// <summary>Raised after each change of state and of reason, one after the other. Must return quickly and must not throw.</summary>
    public event Action<MqttClientStatus>? StatusChanged
    {
        add => _parts.Board.Changed += value;
        remove => _parts.Board.Changed -= value;
    }

    /// <summary>What it does at this moment.</summary>
    public MqttClientStatus Status => _parts.Board.Current;

    /// <summary>Connects, and connects again for ever until it is disposed. Calling it again does nothing.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _running ??= Task.Run(() => _loop.RunAsync(_stopping.Token), CancellationToken.None);
        }
    }

    /// <summary>Subscribes, now or as soon as there is a connection, and again whenever the server has lost the session.</summary>
    /// <param name="filter">The topic filter; <c>$share/name/filter</c> is passed on to the server.</param>
    /// <param name="quality">The highest quality of service to deliver with. The server may grant less, which is logged.</param>
    /// <param name="handler">Called in the order of arrival, without waiting for earlier calls to end: up to the Receive Maximum run at
    /// once, and it must not block. A QoS 1 or 2 message is acknowledged after all of its handlers have ended, in the order of arrival. If
    /// one fails, it is logged, the message stays unacknowledged, and the connection is made anew after a while so that the server sends
    /// it again; then all its handlers are called again. The token is cancelled when the client gives up while it is disposed.</param>
    /// <param name="options">What is asked of an MQTT 5 server; null for the protocol's defaults.</param>
    /// <returns>Ends the subscription when disposed, after its running calls; hence not to be awaited within the handler. Subscribers of
    /// the same filter share one subscription: the highest quality and the last options count, and retained messages come again to all.</returns>
    /// <exception cref="ArgumentException">The filter is malformed.</exception>
    public IAsyncDisposable Subscribe(
        string filter,
        QualityOfService quality,
        Func<ReceivedMessage, CancellationToken, ValueTask> handler,
        SubscribeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!TopicFilter.IsValid(filter) || (TopicFilter.IsShared(filter) && filter.Split('/', 3) is not [_, { Length: > 0 }, { Length: > 0 }]))
        {
            throw new ArgumentException($"'{filter}' is not a topic filter", nameof(filter));
        }

        var entry = new MessageHandler(handler);
        _parts.Book.Add(filter, quality, options ?? new SubscribeOptions(), entry);
        return new ClientSubscription(_parts.Book, filter, entry);
    }

    /// <summary>Publishes a message; waits for a connection, for a place in the window, and over reconnections.</summary>
    /// <param name="message">The message. Its payload is not copied and must not be changed until this completes.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be published.</param>
    /// <returns>Completes at QoS 0 when the message is on its way to the socket, at QoS 1 and 2 when the server has finished the
    /// handshake.</returns>
    /// <exception cref="MqttClientException">The server refuses the message.</exception>
    /// <exception cref="ArgumentException">The message cannot be expressed in MQTT.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed before the message was finished.</exception>
    public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PublishAsync(message, terms: default, cancellationToken);
    }

    /// <summary>What the server of the present connection allows; null while there is none.</summary>
    internal ServerLimits? Limits => _loop.Link?.Limits;

    /// <summary>Whether there is a connection and the server has answered all that it was told about subscriptions.</summary>
    internal bool HasToldSubscriptions => Limits is not null && _parts.Book.NextWishes(maximumTextLength: 0).Count == 0;

    /// <inheritdoc cref="PublishAsync(BusMessage, CancellationToken)"/>
    internal async ValueTask PublishAsync(BusMessage message, MessageTerms terms, CancellationToken cancellationToken)
    {
        var publish = new OutgoingPublish(message, terms);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _parts.Window.Add(publish);
        }

        _loop.Link?.WakeWriter();
        try
        {
            await publish.Done.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _parts.Window.Cancel(publish);
            throw;
        }
    }

    /// <summary>Waits a bounded time for what is under way in both directions, says farewell to the server, and closes. The server keeps
    /// the session; the will is not published.</summary>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            running = _running ?? Task.CompletedTask;
        }

        if (_loop.Link is { } link)
        {
            link.Drain();
            await WaitAsync(Task.WhenAll(_parts.Window.WhenIdleAsync(), _parts.Inbox.WhenIdleAsync()));
        }

        await _stopping.CancelAsync();
        await running;
        _parts.Window.Fail(new ObjectDisposedException(nameof(MqttClient), "The client was disposed before the message was finished."));
        await _givingUp.CancelAsync();
        if (!await WaitAsync(_parts.Inbox.WhenIdleAsync()))
        {
            Log.ClientHandlersLeft(_parts.Logger, _parts.Options.ToString());
            return; // what they use is left to them
        }

        _parts.Inbox.Dispose();
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    private async Task<bool> WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(_parts.Options.DrainTimeout, _parts.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
