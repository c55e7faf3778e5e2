using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Subscriptions;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Sessions;

/// <summary>One connection from its first byte to its end. It owns the loops, not the transport's socket.</summary>
internal sealed class ClientConnection : IDisposable
{
    private readonly IMqttTransport _transport;
    private readonly BrokerParts _parts;
    private readonly PacketSource _source;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CloseReason? _reason;
    private string? _clientId;
    private DateTimeOffset _since;
    private volatile Session? _session;

    public ClientConnection(IMqttTransport transport, BrokerParts parts)
    {
        _transport = transport;
        _parts = parts;
        _source = new PacketSource(transport.Input, parts.Options.MaximumPacketBytes);
    }

    /// <summary>Completes when nothing of the connection is left, its will included. Never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Asks the connection to end. The first reason counts. Safe from any thread.</summary>
    public void Close(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null)
        {
            return;
        }

        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>To be called after <see cref="RunAsync"/>.</summary>
    public void Dispose() => _closing.Dispose();

    /// <summary>Cuts the connection off.</summary>
    public void Abort() => _transport.Abort();

    /// <summary>What there is to see of the client; null before it was let in.</summary>
    public MqttClientSnapshot? Snapshot(IReadOnlyDictionary<ISubscriber, List<string>> filters) => _session is not { } session ? null : new()
    {
        ClientId = session.ClientId,
        UserName = session.Access.Name,
        Address = _transport.RemoteAddress,
        Transport = _transport.HostName is null ? "tcp" : "websocket",
        Protocol = session.Version == ProtocolVersion.V5 ? "5.0" : "3.1.1",
        IsConnected = true,
        Since = _since,
        SessionExpiry = TimeSpan.Zero,
        KeepAlive = session.KeepAlive,
        Subscriptions = filters.TryGetValue(session, out List<string>? found) ? found : [],
        QueuedMessages = session.Outbound.WaitingMessages,
        QueuedBytes = 0,
        InFlightMessages = 0,
        MessagesReceived = 0,
        MessagesSent = 0,
        MessagesDropped = 0,
    };

    /// <summary>Serves the connection. Never fails.</summary>
    public async Task RunAsync()
    {
#pragma warning disable CA1031 // Boundary of the connection: whatever happens ends this connection and no other.
        try
        {
            await ServeAsync();
        }
        catch (OperationCanceledException)
        {
            Log.ConnectionRefused(_parts.Logger, _transport.RemoteAddress, _reason?.Text ?? "CONNECT took too long, or the listener stopped");
        }
        catch (IOException exception)
        {
            Log.ConnectionRefused(_parts.Logger, _transport.RemoteAddress, exception.Message);
        }
        catch (Exception exception)
        {
            Log.ConnectionFailed(_parts.Logger, exception, _clientId ?? "");
        }
#pragma warning restore CA1031
        finally
        {
            await CloseTransportAsync();
            if (_clientId is not null)
            {
                _parts.Sessions.Release(_clientId, this);
            }

            _ended.SetResult();
        }
    }

    private async Task ServeAsync()
    {
        Admission? admission;
        using (var deadline = new CancellationTokenSource(_parts.Options.ConnectTimeout, _parts.Time))
        using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closing.Token))
        {
            admission = await new Handshake(_transport, _source, _parts).ReceiveAsync(waiting.Token);
            if (admission is null)
            {
                return;
            }

            _clientId = admission.Session.ClientId;
            await TakeOverAsync(_clientId, waiting.Token);
        }

        // The first packet that the client gets (3.2.0-1).
        Session session = admission.Session;
        _since = _parts.Time.GetUtcNow();
        _session = session;
        session.Outbound.AddAnswer(admission.Welcome);
        Log.ClientConnected(_parts.Logger, session.ClientId, session.Access.Name, _transport.RemoteAddress, session.Version);
        await using CancellationTokenRegistration revoked = session.Access.Revoked.Register(() => Close(CloseReason.AccessRevoked));
        var loops = new SessionLoops(session, _transport, _parts, Close);
        CloseReason reason = await loops.ReadAsync(_source, _closing.Token) ?? _reason ?? CloseReason.ConnectionLost;
        await loops.EndAsync(reason, _source);
        if (reason.IsFault)
        {
            Log.ClientAtFault(_parts.Logger, session.ClientId, reason.Text);
        }
        else
        {
            Log.ClientDisconnected(_parts.Logger, session.ClientId, reason.Text);
        }
    }

    // The old connection's will goes first: its "offline" must not overwrite the new one's "online".
    private async Task TakeOverAsync(string clientId, CancellationToken cancellationToken)
    {
        if (_parts.Sessions.Take(clientId, this) is not { } old)
        {
            return;
        }

        old.Close(CloseReason.TakenOver);
        try
        {
            await old.Ended.WaitAsync(_parts.Options.DrainTimeout, _parts.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The journal holds the old connection's messages; the client need not wait for that.
            Log.TakeOverTimedOut(_parts.Logger, clientId);
        }
    }

    private async Task CloseTransportAsync()
    {
#pragma warning disable CA1031 // Part of the connection's boundary: a transport that fails to close is cut off.
        try
        {
            await _transport.Output.CompleteAsync();
            await _transport.Input.CompleteAsync();
        }
        catch (Exception exception)
        {
            Log.ConnectionRefused(_parts.Logger, _transport.RemoteAddress, exception.Message);
            _transport.Abort();
        }
#pragma warning restore CA1031
    }
}
