using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Sessions;

/// <summary>What one session that outlives its connection writes to the store; nothing goes there after its deletion.</summary>
internal sealed class SessionWrites
{
    private readonly string _clientId;
    private readonly IBrokerStore _store;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guards everything below.
    private readonly Lock _gate = new();
    private int _onTheWay;
    private Task? _deleted;

    // The newest that nobody waits for: when it is written, so are all before.
    private Task _last = Task.CompletedTask;

    public SessionWrites(string clientId, IBrokerStore store)
    {
        _clientId = clientId;
        _store = store;
    }

    /// <summary>Announces a change that is gathered in <see cref="StoreChanges"/>; <see cref="Leave"/> follows at its commit.</summary>
    /// <returns>False when the session is deleted: there must be no change.</returns>
    public bool TryEnter()
    {
        lock (_gate)
        {
            _onTheWay += _deleted is null ? 1 : 0;
            return _deleted is null;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _onTheWay--;
            if (_onTheWay == 0 && _deleted is not null)
            {
                _idle.TrySetResult();
            }
        }
    }

    /// <summary>Appends a unit; does nothing and completes at once when the session is deleted.</summary>
    /// <param name="committed">Called after the commit.</param>
    /// <param name="isLazy">Whether nobody waits for it.</param>
    /// <param name="changes">What changes.</param>
    public ValueTask AppendAsync(Action? committed, bool isLazy, params StoreChange[] changes)
    {
        if (!TryEnter())
        {
            return ValueTask.CompletedTask;
        }

        try
        {
            return _store.AppendAsync(new StoreUnit { Changes = changes, Committed = committed, IsLazy = isLazy });
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Appends a unit whose end only the callback tells, if anything.</summary>
    public void Append(Action? committed, bool isLazy, params StoreChange[] changes)
    {
        ValueTask written = AppendAsync(committed, isLazy, changes);
        if (!written.IsCompletedSuccessfully)
        {
            Volatile.Write(ref _last, written.AsTask());
        }
    }

    /// <summary>Forgets messages that are acknowledged, expired or dropped.</summary>
    public void Forget(List<StoredMark>? marks)
    {
        if (marks is not null)
        {
            Append(committed: null, isLazy: true, [.. marks.Select(mark => new DeliveryDeleted(_clientId, mark.Sequence))]);
        }
    }

    /// <summary>Forgets a message, if it is stored.</summary>
    public void Forget(StoredMark mark) => Append(committed: null, isLazy: true, new DeliveryDeleted(_clientId, mark.Sequence));

    /// <summary>Deletes the session from the store, after the changes that are on their way there.</summary>
    /// <returns>Completes when the deletion has its place in the order of units.</returns>
    public Task DeleteAsync()
    {
        lock (_gate)
        {
            if (_deleted is null)
            {
                _deleted = AppendDeletionAsync();
                if (_onTheWay == 0)
                {
                    _idle.TrySetResult();
                }
            }

            return _deleted;
        }
    }

    private async Task AppendDeletionAsync()
    {
        await _idle.Task;
        ValueTask written = _store.AppendAsync(new StoreUnit { Changes = [new SessionDeleted(_clientId)] });
        if (!written.IsCompletedSuccessfully)
        {
            Volatile.Write(ref _last, written.AsTask());
        }
    }
}
