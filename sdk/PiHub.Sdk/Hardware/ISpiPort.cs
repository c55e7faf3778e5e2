namespace PiHub.Sdk.Hardware;

/// <summary>A device on an SPI bus, behind its own chip select.</summary>
/// <remarks>One transfer at a time. Since 0.1.</remarks>
public interface ISpiPort : IAsyncDisposable
{
    /// <summary>One full-duplex transfer under one chip select.</summary>
    /// <param name="write">The bytes to clock out.</param>
    /// <param name="read">Receives the bytes clocked in; of the same length as <paramref name="write"/>.</param>
    /// <param name="cancellationToken">Gives up before the transfer starts.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="Devices.DeviceFaultException">The bus failed.</exception>
    ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken);
}
