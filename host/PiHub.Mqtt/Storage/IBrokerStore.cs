namespace PiHub.Mqtt.Storage;

/// <summary>What survives a restart and a power cut: sessions, subscriptions, queued messages and retained messages, written change by
/// change.</summary>
internal interface IBrokerStore : IAsyncDisposable
{
    /// <summary>Why changes cannot be written at this moment, for a person; null while they can.</summary>
    string? Trouble { get; }

    /// <summary>What a person should know although changes are written, such as a damaged file that was moved aside; null for nothing.
    /// It stays until the next start.</summary>
    string? Warning => null;

    /// <summary>Reads everything back. Called once, before the first <see cref="AppendAsync"/>.</summary>
    ValueTask<StoredState> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Writes a unit of changes: all of it or nothing is there after a crash.</summary>
    /// <remarks>Returns at once; from any thread, many at a time. Units are written in the order of the calls, as many as wait in one
    /// commit.</remarks>
    /// <returns>Completes after the commit is synced to disk. While the disk is full or fails it does not complete; it does by itself once
    /// the disk works again. It fails only when the store is disposed before.</returns>
    ValueTask AppendAsync(StoreUnit unit);
}
