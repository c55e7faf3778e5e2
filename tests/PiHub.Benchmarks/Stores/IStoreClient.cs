using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>Writes to a store and reads from it, as its users do.</summary>
internal interface IStoreClient : IAsyncDisposable
{
    /// <summary>Stores a load from its beginning to its end.</summary>
    /// <returns>Completes when the store has acknowledged everything.</returns>
    Task IngestAsync(ReadingLoad load, CancellationToken cancellationToken);

    /// <summary>Reads.</summary>
    /// <returns>How many readings or points came.</returns>
    Task<long> QueryAsync(StoreQuery query, CancellationToken cancellationToken);

    /// <summary>Asks for the newest values of a device.</summary>
    /// <returns>How long it took within the store's process, ns; null where that cannot be told.</returns>
    Task<long?> TimeLatestAsync(string device, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <summary>What is in use of the heap.</summary>
    /// <returns>Bytes; null where that cannot be told.</returns>
    Task<long?> CountHeapBytesAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}
