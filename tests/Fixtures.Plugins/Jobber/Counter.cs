using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Jobber;

/// <summary>Counts runs and the jobs that were disposed after them.</summary>
[Service]
internal sealed class Counter
{
    private int _runs;
    private int _disposed;

    public int Runs => Volatile.Read(ref _runs);

    public int Disposed => Volatile.Read(ref _disposed);

    public void Run() => Interlocked.Increment(ref _runs);

    public void JobDisposed() => Interlocked.Increment(ref _disposed);
}
