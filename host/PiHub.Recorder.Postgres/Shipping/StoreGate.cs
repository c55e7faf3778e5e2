namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Lets one at a time change what belongs together on the server: the shipper, and whoever writes rollups.</summary>
internal sealed class StoreGate : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long _lastVersion;

    /// <summary>What is known; null while it is not: the server is away, or it is not sure what was committed.</summary>
    public StoreBook? Book { get; set; }

    /// <summary>The highest version of a series' state that was given; never the same again while the hub runs.</summary>
    public ref long LastVersion => ref _lastVersion;

    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
