using System.Threading.Channels;

namespace PiHub.Sqlite;

/// <summary>Writes units in the order of their appends, everything that waits in one commit, then completes those who waited.</summary>
/// <remarks>
/// Groups grow by themselves: while one commit syncs, the next group gathers; a lone unit never waits for company. Only lazy units do,
/// until a unit that is not lazy follows, <see cref="LazyPatience"/> is over or <see cref="LargestGroup"/> wait. Safe from any thread.
/// What waits is bounded by the callers: each unit's task completes after its commit, and a caller waits for it before it has too many
/// of them. Nothing is dropped.
/// </remarks>
/// <typeparam name="TUnit">What is written together or not at all.</typeparam>
public sealed class GroupWriter<TUnit> : IAsyncDisposable
{
    /// <summary>How long lazy units wait at most for others to share a sync with: 1 s, so that a client which acknowledges message by
    /// message costs an SD card one sync a second instead of hundreds.</summary>
    public static readonly TimeSpan LazyPatience = TimeSpan.FromSeconds(1);

    /// <summary>How many units one commit takes at most; further ones go into the next. It bounds the transaction's log and the time
    /// until the first of them completes.</summary>
    public const int LargestGroup = 10_000;

    private readonly RetryingConnection<IGroupConnection<TUnit>> _connection;
    private readonly IGroupListener<TUnit> _listener;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();

    // Wakes the loop. A second wake-up adds nothing and is dropped.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Guards everything below.
    private readonly Lock _gate = new();
    private UnitGroup<TUnit> _waiting = new();
    private UnitGroup<TUnit> _spare = new();
    private long _waitingSince;
    private bool _isUrgent;
    private bool _isClosed;
    private Task? _loop;
    private Task? _stop;
    private long _commits;

    /// <summary>Creates it; it writes from <see cref="Start"/> on.</summary>
    /// <param name="connection">What it writes on, its own from <see cref="Start"/> on.</param>
    /// <param name="listener">Is told what becomes of the units.</param>
    /// <param name="time">The clock of the waits.</param>
    public GroupWriter(RetryingConnection<IGroupConnection<TUnit>> connection, IGroupListener<TUnit> listener, TimeProvider time)
    {
        _connection = connection;
        _listener = listener;
        _time = time;
    }

    /// <summary>Commits since start, each of which syncs the disk once.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Starts writing, once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_loop is not null)
            {
                throw new InvalidOperationException("The writer was started before.");
            }

            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Appends a unit.</summary>
    /// <param name="unit">The unit; not changed any more.</param>
    /// <param name="isLazy">Whether nobody waits for it, so that it may wait for others.</param>
    /// <returns>Completes after the commit. Fails with <see cref="ObjectDisposedException"/> when the writer ends first, and with the
    /// database's exception when that refuses the unit.</returns>
    public Task AppendAsync(TUnit unit, bool isLazy)
    {
        bool changes;
        Task done;
        lock (_gate)
        {
            if (_isClosed)
            {
                return Task.FromException(Stopped());
            }

            done = _waiting.Add(unit);
            changes = (!isLazy && !_isUrgent) || _waiting.Count is 1 or LargestGroup;
            _waitingSince = _waiting.Count == 1 ? _time.GetTimestamp() : _waitingSince;
            _isUrgent |= !isLazy;
        }

        if (changes)
        {
            _wake.Writer.TryWrite(true);
        }

        return done;
    }

    /// <summary>Takes no more units, writes what waits and closes the connection. While the disk fails it tries once more and then lets
    /// what waits fail.</summary>
    public async ValueTask DisposeAsync()
    {
        Task stop;
        lock (_gate)
        {
            _isClosed = true;
            stop = _stop ??= StopAsync(_loop);
        }

        await stop;
    }

    private async Task StopAsync(Task? loop)
    {
        await Task.Yield();
        await _stopping.CancelAsync();
        _wake.Writer.TryWrite(true);
        if (loop is not null)
        {
            await loop;
        }

        // Only there are units left when it never started.
        Fail(_waiting, Stopped());
        _connection.Close();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (await MoreAsync())
        {
            UnitGroup<TUnit> group = Take();
            await WriteAsync(group);
            group.Clear();
            lock (_gate)
            {
                _spare = group;
            }
        }
    }

    // Whether a group is to be written; false when the writer is closed and nothing waits.
    private async ValueTask<bool> MoreAsync()
    {
        while (true)
        {
            TimeSpan patience = Timeout.InfiniteTimeSpan;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    patience = LazyPatience - _time.GetElapsedTime(_waitingSince);
                    if (_isUrgent || _isClosed || _waiting.Count >= LargestGroup || patience <= TimeSpan.Zero)
                    {
                        return true;
                    }
                }
                else if (_isClosed)
                {
                    return false;
                }
            }

            await WokenAsync(patience);
        }
    }

    private async ValueTask WokenAsync(TimeSpan patience)
    {
        if (patience == Timeout.InfiniteTimeSpan)
        {
            await _wake.Reader.ReadAsync(CancellationToken.None);
            return;
        }

        using var over = new CancellationTokenSource(patience, _time);
        try
        {
            await _wake.Reader.ReadAsync(over.Token);
        }
        catch (OperationCanceledException)
        {
            // They have waited long enough.
        }
    }

    private UnitGroup<TUnit> Take()
    {
        lock (_gate)
        {
            UnitGroup<TUnit> group = _waiting;
            if (group.Count <= LargestGroup)
            {
                _waiting = _spare;
                _isUrgent = false;
                return group;
            }

            // What is left counts as urgent, as something of it may be.
            group = _spare;
            group.TakeFrom(_waiting, LargestGroup);
            return group;
        }
    }

    private async Task WriteAsync(UnitGroup<TUnit> group)
    {
        try
        {
            await PersistAsync(group.Units);
            for (int index = 0; index < group.Count; index++)
            {
                group.Complete(index);
            }
        }
        catch (ObjectDisposedException exception)
        {
            Fail(group, exception);
        }
#pragma warning disable CA1031 // boundary: one of them is refused, and the others must not suffer
        catch (Exception)
#pragma warning restore CA1031
        {
            await WriteOneByOneAsync(group);
        }
    }

    private async Task WriteOneByOneAsync(UnitGroup<TUnit> group)
    {
        for (int index = 0; index < group.Count; index++)
        {
            try
            {
                await PersistAsync([group.Units[index]]);
                group.Complete(index);
            }
#pragma warning disable CA1031 // boundary: whoever waits for the unit gets its fault, and the writer goes on
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (exception is not ObjectDisposedException)
                {
                    _listener.Refused(group.Units[index], exception);
                }

                group.Fail(index, exception);
            }
        }
    }

    private async Task PersistAsync(IReadOnlyList<TUnit> units)
    {
        bool Commit(IGroupConnection<TUnit> connection)
        {
            connection.Commit(units);
            return true;
        }

        await _connection.PersistAsync(Commit, _stopping.Token);
        Interlocked.Increment(ref _commits);
        _listener.Committed(units);
    }

    private static void Fail(UnitGroup<TUnit> group, Exception exception)
    {
        for (int index = 0; index < group.Count; index++)
        {
            group.Fail(index, exception);
        }
    }

    private static ObjectDisposedException Stopped() => new(nameof(GroupWriter<>), "The store stopped; this was not stored.");
}
