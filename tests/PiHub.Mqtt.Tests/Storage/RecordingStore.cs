using System.Collections.Immutable;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>A store that remembers its units and commits them when it is told to.</summary>
internal sealed class RecordingStore : IBrokerStore
{
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly List<StoreUnit> _held = [];
    private ImmutableList<StoreUnit> _units = [];

    public IReadOnlyList<StoreUnit> Units => _units;

    /// <summary>Every change so far.</summary>
    public IEnumerable<StoreChange> Changes => Units.SelectMany(unit => unit.Changes);

    public bool IsHeld { get; set; }

    public string? Trouble => null;

    public ValueTask<StoredState> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(StoredState.Empty);

    public ValueTask AppendAsync(StoreUnit unit)
    {
        ImmutableInterlocked.Update(ref _units, units => units.Add(unit));
        if (IsHeld)
        {
            _held.Add(unit);
            return new ValueTask(_committed.Task);
        }

        unit.Committed?.Invoke();
        return ValueTask.CompletedTask;
    }

    /// <summary>Commits what was held.</summary>
    public void Release()
    {
        foreach (StoreUnit unit in _held)
        {
            unit.Committed?.Invoke();
        }

        IsHeld = false;
        _committed.SetResult();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
