namespace PiHub.Sdk.Hardware;

/// <summary>Opens hardware ports by name. Implemented by the host's hardware abstraction layer.</summary>
/// <remarks>The name decides whether the port is real or simulated, so a driver is the same on both. Since 0.1.</remarks>
public interface IHardware
{
    /// <summary>Opens a port.</summary>
    /// <typeparam name="TPort">The port's interface: <see cref="ISpiPort"/>, <see cref="II2cPort"/>, <see cref="IGpioLine"/>,
    /// <see cref="ISerialPort"/> or <see cref="IDatagramPort"/>.</typeparam>
    /// <param name="name">The port's name in the hub's configuration, or <c>simulated:&lt;model&gt;</c>.</param>
    /// <returns>The port; the caller owns and disposes it.</returns>
    /// <exception cref="Devices.DeviceFaultException">No such port, not permitted, in use, or of another kind; the message names the
    /// remedy.</exception>
    TPort Open<TPort>(string name)
        where TPort : class, IAsyncDisposable;
}
