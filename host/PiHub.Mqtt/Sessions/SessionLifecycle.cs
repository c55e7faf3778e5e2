using PiHub.Mqtt.Access;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>Begins, resumes and ends sessions: with their connections, by their expiry, and over a restart (5.0: 3.1.2.11.2, 4.1).</summary>
internal sealed class SessionLifecycle : IAsyncDisposable
{
    private readonly BrokerParts _parts;
    private readonly WillPublisher _wills;
    private readonly SessionClock _clock;

    // Guards _running: what goes on without a connection, at most an end and a will of each session.
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    // Nobody waits for it: what is written later is written after it.
    private Task _restored = Task.CompletedTask;

    public SessionLifecycle(BrokerParts parts)
    {
        _parts = parts;
        _wills = new WillPublisher(parts);
        _clock = new SessionClock(parts.Time, OnDue);
    }

    /// <summary>Brings back the sessions that were stored; those that have expired meanwhile are deleted.</summary>
    public void Restore(IReadOnlyList<StoredSession> stored)
    {
        List<StoreChange> changes = [];
        DateTimeOffset now = _parts.Time.GetUtcNow();
        foreach (StoredSession one in stored)
        {
            TimeSpan waited = one.DisconnectedAt is { } since && since < now ? now - since : TimeSpan.Zero;
            TimeSpan? left = ExpiryOf(one.ExpirySeconds) - waited;
            if (left <= TimeSpan.Zero)
            {
                changes.Add(new SessionDeleted(one.ClientId));
                continue;
            }

            if (one.DisconnectedAt is null)
            {
                changes.Add(new SessionSaved(one with { DisconnectedAt = now }));
            }

            var session = new Session(one.ClientId, one.UserName, new SessionWrites(one.ClientId, _parts.Store), _parts);
            session.Restore(one, _parts.Subscriptions);
            session.DisconnectedAt = one.DisconnectedAt ?? now;
            _parts.Sessions.Add(session);
            Wait(session, left, will: null);
        }

        if (changes.Count > 0)
        {
            _restored = _parts.Store.AppendAsync(new StoreUnit { Changes = changes, IsLazy = true }).AsTask();
        }
    }

    /// <summary>Finds or makes the session of a client that connects. The connection before must have left it.</summary>
    /// <returns>The session, and whether it was there (5.0: 3.2.2-2, -3).</returns>
    public async Task<(Session Session, bool IsPresent)> OpenAsync(Admission admission, CancellationToken cancellationToken)
    {
        Session? session = _parts.Sessions.Find(admission.ClientId);
        bool isPresent = session is not null && !admission.Connect.CleanStart && session.UserName == admission.Access.Name
            && session.TryChange(SessionState.Waiting, SessionState.Connected);
        if (session is not null && isPresent)
        {
            _clock.Clear(session);
            session.TakeWill(); // 3.1.3-9: the client is back in time
            Restrict(session, admission.Access);
        }
        else
        {
            if (session is not null)
            {
                session.TryChange(SessionState.Waiting, SessionState.Ended);
                await EndAsync(session).WaitAsync(cancellationToken);
            }

            SessionWrites? writes = admission.ExpirySeconds > 0 ? new SessionWrites(admission.ClientId, _parts.Store) : null;
            session = new Session(admission.ClientId, admission.Access.Name, writes, _parts);
            if (writes is not null)
            {
                _parts.Sessions.Add(session);
            }
        }

        session.ExpirySeconds = admission.ExpirySeconds;
        Save(session, disconnectedAt: null);
        return (session, isPresent);
    }

    /// <summary>A connection has left its session: the session ends, or waits for the next one.</summary>
    /// <returns>The will that is to be published now, or null.</returns>
    public PendingWill? Leave(ClientLink link, CloseReason reason)
    {
        Session session = link.Session;
        PendingWill? will = reason.PublishesWill && link.Will is { } left ? new PendingWill(session.ClientId, link.Access, left) : null;
        session.Detach();
        if (!Outlives(session, reason))
        {
            session.TryChange(SessionState.Connected, SessionState.Ended);
            Track(EndAsync(session));
            return will;
        }

        bool isDelayed = will?.Delay > TimeSpan.Zero;
        session.DisconnectedAt = _parts.Time.GetUtcNow();
        Save(session, session.DisconnectedAt);
        Wait(session, ExpiryOf(session.ExpirySeconds), isDelayed ? will : null);
        return isDelayed ? null : will;
    }

    /// <summary>Whether the session goes on after its connection.</summary>
    public static bool Outlives(Session session, CloseReason reason) =>
        session.IsPersistent && session.ExpirySeconds > 0 && !reason.EndsSession;

    /// <summary>Publishes a will. Never fails.</summary>
    public Task PublishAsync(PendingWill will) => _wills.PublishAsync(will);

    /// <summary>Takes all subscriptions of a session that ends.</summary>
    public void Unsubscribe(Session session)
    {
        if (session.HasSubscriptions)
        {
            foreach (string filter in session.Subscriptions.Keys)
            {
                _parts.Subscriptions.Remove(session, filter);
            }

            session.Subscriptions.Clear();
        }
    }

    // What the client may do can have changed since it subscribed.
    private void Restrict(Session session, MqttClientAccess access)
    {
        foreach (string filter in session.HasSubscriptions ? session.Subscriptions.Keys : [])
        {
            if (access.MaySubscribe(TopicFilter.TopicPart(filter).ToString()) != SubscribePermission.Granted)
            {
                _parts.Subscriptions.Remove(session, filter);
                session.Subscriptions.TryRemove(filter, out _);
                session.Writes?.Append(committed: null, isLazy: false, new SubscriptionDeleted(session.ClientId, filter));
            }
        }
    }

    /// <summary>Ends a session that waits for its client.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryEnd(string clientId)
    {
        Session? session = _parts.Sessions.Find(clientId);
        bool ends = session is not null && session.TryChange(SessionState.Waiting, SessionState.Ended);
        if (session is not null && ends)
        {
            Track(EndAsync(session));
        }

        return ends;
    }

    /// <summary>Stops the clock; wills that are delayed are not published any more. To be called when no connection is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        Task[] left;
        lock (_gate)
        {
            left = [.. _running];
        }

        try
        {
            // A store in trouble has had its time while the connections ended, and tries once more at its own end.
            TimeSpan patience = _parts.Store.Trouble is null ? _parts.Options.DrainTimeout : TimeSpan.Zero;
            await Task.WhenAll([.. left, _restored]).WaitAsync(patience, _parts.Time);
        }
        catch (TimeoutException)
        {
            Log.SessionsNotWritten(_parts.Logger); // the store is stuck; a restart finds what it has
        }
    }

    private static TimeSpan? ExpiryOf(uint seconds) => seconds == uint.MaxValue ? null : TimeSpan.FromSeconds(seconds);

    private static void Save(Session session, DateTimeOffset? disconnectedAt) => session.Writes?.Append(
        committed: null,
        isLazy: true,
        new SessionSaved(new StoredSession
        {
            ClientId = session.ClientId,
            UserName = session.UserName,
            ExpirySeconds = session.ExpirySeconds,
            DisconnectedAt = disconnectedAt,
        }));

    private void Wait(Session session, TimeSpan? expiry, PendingWill? will)
    {
        session.Wait(expiry, _parts.Time.GetTimestamp(), will);
        if ((will is not null && !(expiry < will.Delay) ? will.Delay : expiry) is { } due)
        {
            _clock.Set(session, due);
        }
    }

    private void OnDue(Session session)
    {
        TimeSpan? left = session.Expiry - _parts.Time.GetElapsedTime(session.WaitsSince);
        if (left <= TimeSpan.Zero)
        {
            if (session.TryChange(SessionState.Waiting, SessionState.Ended))
            {
                _parts.Traffic.CountExpiredSession();
                Track(EndAsync(session));
            }
        }
        else if (session.State == SessionState.Waiting)
        {
            if (session.TakeWill() is { } will)
            {
                Track(_wills.PublishAsync(will));
            }

            if (left is { } later)
            {
                _clock.Set(session, later);
            }
        }
    }

    // May be called twice for a session.
    private async Task EndAsync(Session session)
    {
        Unsubscribe(session);
        Track(_parts.Pipeline.PassOnAsync(session.Outbound.End()).AsTask());
        _clock.Clear(session);
        if (session.TakeWill() is { } will)
        {
            Track(_wills.PublishAsync(will)); // 3.1.2-8: the session's end is the latest time
        }

        if (session.Writes is { } writes)
        {
            await writes.DeleteAsync();
            _parts.Sessions.Remove(session);
        }
    }

    private void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_gate)
        {
            _running.RemoveWhere(one => one.IsCompletedSuccessfully);
            _running.Add(task);
        }
    }
}
