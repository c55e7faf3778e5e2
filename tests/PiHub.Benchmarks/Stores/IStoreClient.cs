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
}
