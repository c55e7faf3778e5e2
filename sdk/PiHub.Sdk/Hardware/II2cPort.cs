namespace PiHub.Sdk.Hardware;

/// <summary>A device at one address of an I2C bus.</summary>
/// <remarks>One transfer at a time. Since 0.1.</remarks>
public interface II2cPort : IAsyncDisposable
{
    /// <summary>Writes, then reads under a repeated start; either part may be empty, not both.</summary>
    /// <param name="write">The bytes to write.</param>
    /// <param name="read">Receives the bytes read.</param>
    /// <param name="cancellationToken">Gives up before the transfer starts.</param>
    /// <exception cref="ArgumentException">Both parts are empty.</exception>
    /// <exception cref="Devices.DeviceFaultException">The device did not acknowledge, or the bus failed.</exception>
    ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken);
}
