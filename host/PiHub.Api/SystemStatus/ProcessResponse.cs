using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>The hub's process. Counters run since its start.</summary>
/// <param name="MemoryBytes">Memory that it has in RAM, shared pages included.</param>
/// <param name="ManagedMemoryBytes">The part of it that its objects take.</param>
/// <param name="CpuLoad">How much of all processors it takes, 0 to 1, over the last minute or so; null right after the start.</param>
internal sealed record ProcessResponse(long MemoryBytes, long ManagedMemoryBytes, double? CpuLoad)
{
    /// <summary>What the garbage collector holds for objects, free room in it included, bytes; 0 before the first collection.</summary>
    public required long HeapCommittedBytes { get; init; }

    /// <summary>Collections of the youngest objects and all others.</summary>
    public required int Collections { get; init; }

    /// <summary>Those of them that went through all objects.</summary>
    public required int FullCollections { get; init; }

    /// <summary>How long the process stood still for collections, seconds.</summary>
    [JsonPropertyName("collection_pause_s")]
    public required double CollectionPauseSeconds { get; init; }

    /// <summary>Threads that work for it from the pool.</summary>
    public required int PoolThreads { get; init; }

    /// <summary>As of now.</summary>
    public static ProcessResponse Now(double? load) => new(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), load)
    {
        HeapCommittedBytes = GC.GetGCMemoryInfo().TotalCommittedBytes,
        Collections = GC.CollectionCount(0),
        FullCollections = GC.CollectionCount(GC.MaxGeneration),
        CollectionPauseSeconds = Math.Round(GC.GetTotalPauseDuration().TotalSeconds, 3),
        PoolThreads = ThreadPool.ThreadCount,
    };
}
