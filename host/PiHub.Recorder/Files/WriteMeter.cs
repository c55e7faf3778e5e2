namespace PiHub.Recorder.Files;

/// <summary>Counts what the recorder writes to its files. Safe to use from any thread.</summary>
internal sealed class WriteMeter
{
    private long _bytes;
    private long _syncs;

    /// <summary>Bytes written since the process started.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Syncs since the process started.</summary>
    public long Syncs => Interlocked.Read(ref _syncs);

    public void Wrote(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Synced() => Interlocked.Increment(ref _syncs);
}
