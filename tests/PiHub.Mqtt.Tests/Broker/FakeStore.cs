using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>A store in memory that can hold its commits back, and that a later broker can be started over as after a crash.</summary>
internal sealed class FakeStore : IBrokerStore
{
    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly List<StoreChange> _committed = [];
    private readonly Queue<(StoreUnit Unit, TaskCompletionSource Done)> _held = new();
    private readonly TaskCompletionSource _crashes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unitsLeft = int.MaxValue;
    private bool _holds;
    private bool _crashed;

    public FakeStore()
    {
    }

    /// <param name="crashed">Whose committed changes are there after the crash.</param>
    public FakeStore(FakeStore crashed) => _committed.AddRange(crashed.Crash());

    /// <summary>Completes when <see cref="CrashAfter"/> has come true.</summary>
    public Task Crashed => _crashes.Task;

    public string? Trouble { get; set; }

    /// <summary>What is committed.</summary>
    public IReadOnlyList<StoreChange> Committed
    {
        get
        {
            lock (_gate)
            {
                return [.. _committed];
            }
        }
    }

    /// <summary>How many units wait for their commit.</summary>
    public int HeldCount
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Whether commits are held back until told.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _holds = true;
        }
    }

    /// <summary>Commits so many units more, and nothing after them.</summary>
    public void CrashAfter(int units)
    {
        lock (_gate)
        {
            _unitsLeft = units;
        }
    }

    /// <summary>Commits what is held, one unit or all; with all, holds nothing more.</summary>
    public void Commit(bool all = true)
    {
        lock (_gate)
        {
            _holds = _holds && !all;
            while (_held.TryDequeue(out (StoreUnit Unit, TaskCompletionSource Done) held))
            {
                Apply(held.Unit);
                held.Done.SetResult();
                if (!all)
                {
                    return;
                }
            }
        }
    }

    public ValueTask<StoredState> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(StoredChanges.Replay(Committed));

    public ValueTask AppendAsync(StoreUnit unit)
    {
        lock (_gate)
        {
            if (!_holds && !_crashed && _unitsLeft > 0)
            {
                _unitsLeft--;
                Apply(unit);
                return ValueTask.CompletedTask;
            }

            if (_unitsLeft == 0)
            {
                _crashes.TrySetResult();
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held.Enqueue((unit, done));
            return new ValueTask(done.Task);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<StoreChange> Crash()
    {
        lock (_gate)
        {
            _crashed = true;
            return [.. _committed];
        }
    }

    private void Apply(StoreUnit unit)
    {
        _committed.AddRange(unit.Changes);
        StoredChanges.Replay(_committed); // throws for what a store could not write
        unit.Committed?.Invoke();
    }
}
