namespace PiHub.Sqlite;

/// <summary>Units that wait, each with whoever waits for it.</summary>
internal sealed class UnitGroup<TUnit>
{
    private readonly List<TUnit> _units = [];
    private readonly List<TaskCompletionSource> _done = [];

    public int Count => _units.Count;

    public IReadOnlyList<TUnit> Units => _units;

    /// <returns>Completes with the unit. Continuations run elsewhere, so that the writer is never held up by those who waited.</returns>
    public Task Add(TUnit unit)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _units.Add(unit);
        _done.Add(done);
        return done.Task;
    }

    /// <summary>Takes the first units over from another group.</summary>
    public void TakeFrom(UnitGroup<TUnit> other, int count)
    {
        _units.AddRange(other._units[..count]);
        _done.AddRange(other._done[..count]);
        other._units.RemoveRange(0, count);
        other._done.RemoveRange(0, count);
    }

    public void Complete(int index) => _done[index].TrySetResult();

    public void Fail(int index, Exception exception) => _done[index].TrySetException(exception);

    public void Clear()
    {
        _units.Clear();
        _done.Clear();
    }
}
