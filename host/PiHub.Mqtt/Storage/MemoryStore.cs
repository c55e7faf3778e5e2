namespace PiHub.Mqtt.Storage;

/// <summary>Keeps nothing: for a broker whose sessions and retained messages end with it.</summary>
internal sealed class MemoryStore : IBrokerStore
{
    public string? Trouble => null;

    public ValueTask<StoredState> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(StoredState.Empty);

    public ValueTask AppendAsync(StoreUnit unit)
    {
        unit.Committed?.Invoke();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
