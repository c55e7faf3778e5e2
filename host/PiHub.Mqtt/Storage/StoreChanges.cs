namespace PiHub.Mqtt.Storage;

/// <summary>Gathers what one message changes in the store on its way; allocates nothing while there is nothing.</summary>
/// <remarks>Passed by reference along the way of one message, by one thread.</remarks>
internal struct StoreChanges
{
    private List<StoreChange>? _changes;
    private Action? _committed;
    private List<Task>? _others;

    public readonly bool IsEmpty => _changes is null;

    /// <param name="change">What changes.</param>
    /// <param name="committed">Called after the commit, in the order of the additions.</param>
    public void Add(StoreChange change, Action? committed = null)
    {
        (_changes ??= []).Add(change);
        _committed += committed;
    }

    /// <summary>Has the acknowledgement wait for something besides the store, such as another file.</summary>
    public void WaitFor(Task other) => (_others ??= []).Add(other);

    /// <summary>Appends all as one unit; completes at once when there is nothing to store and nothing else to wait for.</summary>
    public readonly ValueTask CommitAsync(IBrokerStore store, bool isLazy)
    {
        ValueTask stored = _changes is null
            ? ValueTask.CompletedTask
            : store.AppendAsync(new StoreUnit { Changes = _changes, Committed = _committed, IsLazy = isLazy });
        return _others is null ? stored : new ValueTask(Task.WhenAll([stored.AsTask(), .. _others]));
    }
}
