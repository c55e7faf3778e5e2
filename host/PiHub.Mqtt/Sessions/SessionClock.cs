namespace PiHub.Mqtt.Sessions;

/// <summary>One timer for whatever is due of all sessions: their wills and their ends.</summary>
internal sealed class SessionClock : IDisposable
{
    // A timer takes no longer times; it is set anew then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Action<Session> _onDue;
    private readonly ITimer _timer;

    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly Dictionary<Session, TimeSpan> _dueOf = new(ReferenceEqualityComparer.Instance);
    private readonly PriorityQueue<Session, TimeSpan> _order = new();
    private readonly long _start;
    private bool _disposed;

    /// <param name="time">The clock.</param>
    /// <param name="onDue">Called once for each time set, from the timer's thread; must be quick.</param>
    public SessionClock(TimeProvider time, Action<Session> onDue)
    {
        _time = time;
        _onDue = onDue;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static clock => ((SessionClock?)clock)?.Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets when a session is due, instead of what was set before.</summary>
    public void Set(Session session, TimeSpan delay)
    {
        lock (_gate)
        {
            TimeSpan due = _time.GetElapsedTime(_start) + delay;
            _dueOf[session] = due;
            _order.Enqueue(session, due);
            Compact();
            SetTimer();
        }
    }

    /// <summary>The session is not due any more.</summary>
    public void Clear(Session session)
    {
        lock (_gate)
        {
            _dueOf.Remove(session);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private void Ring()
    {
        while (TryTakeDue() is { } session)
        {
            _onDue(session);
        }
    }

    private Session? TryTakeDue()
    {
        lock (_gate)
        {
            while (_order.TryPeek(out Session? session, out TimeSpan due))
            {
                bool isCurrent = _dueOf.TryGetValue(session, out TimeSpan current) && current == due;
                if (isCurrent && due > _time.GetElapsedTime(_start))
                {
                    break;
                }

                _order.Dequeue();
                if (isCurrent)
                {
                    _dueOf.Remove(session);
                    return session;
                }
            }

            SetTimer();
            return null;
        }
    }

    // Clients that come and go leave entries behind that are not current any more.
    private void Compact()
    {
        if (_order.Count > 64 && _order.Count > 2 * _dueOf.Count)
        {
            _order.Clear();
            _order.EnqueueRange(_dueOf.Select(pair => (pair.Key, pair.Value)));
        }
    }

    private void SetTimer()
    {
        if (!_disposed && _order.TryPeek(out _, out TimeSpan due))
        {
            TimeSpan wait = due - _time.GetElapsedTime(_start);
            _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
        }
    }
}
