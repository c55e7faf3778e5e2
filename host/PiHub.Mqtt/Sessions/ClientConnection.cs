using PiHub.Mqtt.Statistics;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Sessions;

/// <summary>One connection from its first byte to its end. It owns the loops, not the transport's socket.</summary>
internal sealed class ClientConnection : IDisposable
{
    private readonly IMqttTransport _transport;
    private readonly BrokerParts _parts;
    private readonly SessionLifecycle _lifecycle;
    private readonly PacketSource _source;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CloseReason? _reason;
    private string? _clientId;

    // The connection before it has left the session. Also who gives up waiting for that hands the session on only then.
    private Task _before = Task.CompletedTask;

    public ClientConnection(IMqttTransport transport, BrokerParts parts, SessionLifecycle lifecycle)
    {
        _lifecycle = lifecycle;
        _transport = transport;
        _parts = parts;
        _source = new PacketSource(
            transport.Input,
            Math.Min(parts.Options.MaximumConnectBytes, parts.Options.MaximumPacketBytes),
            new TrafficMeter(parts.Traffic.Received));
        parts.Traffic.CountSocket();
    }

    /// <summary>Its client; null before CONNECT is accepted.</summary>
    public ClientLink? Link { get; private set; }

    /// <summary>Completes when its session is free for another connection. Never fails.</summary>
    public Task Left => _left.Task;

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
            _parts.Door.Refusals.Ended(_transport.RemoteAddress, _reason?.Text ?? "CONNECT took too long, or the listener stopped");
        }
        catch (IOException exception)
        {
            _parts.Door.Refusals.Ended(_transport.RemoteAddress, exception.Message);
        }
        catch (Exception exception)
        {
            Log.ConnectionFailed(_parts.Logger, exception, _clientId ?? "");
        }
#pragma warning restore CA1031
        finally
        {
            await CloseTransportAsync();
            await _before;
            if (_clientId is not null)
            {
                _parts.Sessions.Release(_clientId, this);
            }

            _left.TrySetResult();
            _ended.SetResult();
        }
    }

    private async Task ServeAsync()
    {
        ClientLink link;
        using (var deadline = new CancellationTokenSource(_transport.Pass.Left(_parts.Options.ConnectTimeout), _parts.Time))
        using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closing.Token))
        {
            Admission? admission = await new Handshake(_transport, _source, _parts).ReceiveAsync(waiting.Token);
            if (admission is null)
            {
                return;
            }

            _clientId = admission.ClientId;
            _source.Raise(_parts.Options.MaximumPacketBytes);
            await TakeOverAsync(_clientId, waiting.Token);
            (Session session, bool isPresent) = await _lifecycle.OpenAsync(admission, waiting.Token);
            link = new ClientLink(admission, session, _transport, _parts, Close);

            _parts.Traffic.CountConnection();

            // The first packet that the client gets (3.2.0-1).
            link.Answers.Add(admission.Welcome(isPresent, _parts.Options));
        }

        CloseReason reason = CloseReason.Failed;
        PendingWill? will;
        try
        {
            reason = await RunLoopsAsync(link);
        }
        finally
        {
            will = _lifecycle.Leave(link, reason);
            _left.SetResult();
        }

        if (will is not null)
        {
            await _lifecycle.PublishAsync(will);
        }

        if (reason.IsFault)
        {
            Log.ClientAtFault(_parts.Logger, link.Session.ClientId, reason.Text);
        }
        else
        {
            Log.ClientDisconnected(_parts.Logger, link.Session.ClientId, reason.Text);
        }
    }

    private async Task<CloseReason> RunLoopsAsync(ClientLink link)
    {
        link.Session.Attach(link);
        Link = link;
        Log.ClientConnected(_parts.Logger, link.Session.ClientId, link.Access.Name, _transport.RemoteAddress, link.Version);
        await using CancellationTokenRegistration revoked = link.Access.Revoked.Register(() => Close(CloseReason.AccessRevoked));
        var loops = new ConnectionLoops(link, _transport, _parts);
        CloseReason reason = await loops.ReadAsync(_source, _closing.Token) ?? _reason ?? CloseReason.ConnectionLost;
        if (!SessionLifecycle.Outlives(link.Session, reason))
        {
            _lifecycle.Unsubscribe(link.Session); // nothing more is delivered
        }

        await loops.EndAsync(reason, _source);
        return reason;
    }

    // The old connection's will goes first: its "offline" must not overwrite the new one's "online".
    private async Task TakeOverAsync(string clientId, CancellationToken cancellationToken)
    {
        if (_parts.Sessions.Take(clientId, this) is not { } old)
        {
            return;
        }

        _before = old.Left;
        old.Close(CloseReason.TakenOver);
        await _before.WaitAsync(cancellationToken);
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
            _parts.Door.Refusals.Ended(_transport.RemoteAddress, exception.Message);
            _transport.Abort();
        }
#pragma warning restore CA1031
    }
}
