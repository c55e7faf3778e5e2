using PiHub.Sdk.Hardware;

namespace DemoMeter.Tests;

/// <summary>A bus that spoils what the meter answers, as the test says.</summary>
internal sealed class FaultyPort(ISpiPort meter) : ISpiPort
{
    /// <summary>Gets each answer after the meter gave it.</summary>
    public Action<Memory<byte>> Spoil { get; set; } = _ => { };

    /// <summary>One permit for each transfer that was answered.</summary>
    public SemaphoreSlim Transfers { get; } = new(0);

    public bool IsDisposed { get; private set; }

    public async ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken)
    {
        await meter.TransferAsync(write, read, cancellationToken);
        Spoil(read);
        Transfers.Release();
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return meter.DisposeAsync();
    }
}
