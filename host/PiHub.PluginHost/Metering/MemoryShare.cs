namespace PiHub.PluginHost.Metering;

/// <summary>What one plugin takes of the hub's memory, as estimated by <see cref="MemoryEstimator"/>. Safe to read from any thread.</summary>
internal sealed class MemoryShare
{
    private long _codeBytes;
    private long _heapBytes;

    /// <summary>The size of the assemblies that it loaded, in bytes; 0 while it does not run.</summary>
    public long CodeBytes => Interlocked.Read(ref _codeBytes);

    public void AddCode(long bytes) => Interlocked.Add(ref _codeBytes, bytes);

    /// <summary>Its part of the live managed heap, in bytes; 0 while it does not run.</summary>
    public long HeapBytes
    {
        get => Interlocked.Read(ref _heapBytes);
        set => Interlocked.Exchange(ref _heapBytes, value);
    }

    public long Bytes => CodeBytes + HeapBytes;

    /// <summary>What the plugin had allocated when the estimator looked last; the estimator's own.</summary>
    public long AllocatedBefore { get; set; }
}
