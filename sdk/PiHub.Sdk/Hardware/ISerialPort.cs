namespace PiHub.Sdk.Hardware;

/// <summary>A serial line; speed and framing are the port's configuration.</summary>
/// <remarks>One reader and one writer at a time. Since 0.1.</remarks>
public interface ISerialPort : IAsyncDisposable
{
    /// <summary>Waits for bytes.</summary>
    /// <param name="buffer">Receives them; not empty.</param>
    /// <param name="cancellationToken">Stops waiting; nothing received is lost.</param>
    /// <returns>How many bytes were received, at least 1.</returns>
    /// <exception cref="Devices.DeviceFaultException">The line is gone.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Gives up; part of the bytes may have been sent.</param>
    /// <exception cref="Devices.DeviceFaultException">The line is gone.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
