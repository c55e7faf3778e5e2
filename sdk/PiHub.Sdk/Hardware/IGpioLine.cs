namespace PiHub.Sdk.Hardware;

/// <summary>One line of a GPIO chip, as input or output.</summary>
/// <remarks>True is active: whether that is high or low is the port's configuration. Since 0.1.</remarks>
public interface IGpioLine : IAsyncDisposable
{
    /// <summary>Reads the line.</summary>
    /// <exception cref="Devices.DeviceFaultException">The line failed.</exception>
    bool Read();

    /// <summary>Drives the line.</summary>
    /// <param name="active">The level to drive.</param>
    /// <exception cref="Devices.DeviceFaultException">The line is an input, or failed.</exception>
    void Write(bool active);

    /// <summary>Waits for changes of the line: the new level of each, in order.</summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    IAsyncEnumerable<bool> WatchAsync(CancellationToken cancellationToken);
}
