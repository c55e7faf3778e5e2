namespace PiHub.Benchmarks.Stores;

/// <summary>A store that is measured: a folder on disk, and a process over it that is started, stopped and killed.</summary>
internal interface IStore
{
    /// <summary>Its name in tables.</summary>
    string Name { get; }

    /// <summary>What to do to have it; null when it is there.</summary>
    string? Missing { get; }

    /// <summary>Starts its process over a folder.</summary>
    /// <param name="folder">The folder, which may hold what an earlier process left.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The process and a client, when it answers.</returns>
    /// <exception cref="StoreException">It did not start.</exception>
    Task<(StoreProcess Process, IStoreClient Client)> StartAsync(string folder, CancellationToken cancellationToken);
}
