namespace PiHub.Sdk.Devices;

/// <summary>Code that talks to one kind of device. Implemented by the author, declared with <c>AddDriver</c>.</summary>
/// <remarks>
/// <para>The host creates one instance per device and start, by constructor injection, and disposes it afterwards when it is
/// <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>. A driver owns the ports that it opens.</para>
/// <para>When <see cref="RunAsync"/> throws or returns by itself the host publishes <c>offline</c>, waits (1 s, doubling to 60 s) and
/// starts a new instance; a run of more than a minute resets the wait. A driver may block only itself, never another.</para>
/// Since 0.1.
/// </remarks>
public interface IDeviceDriver
{
    /// <summary>Reads the device until cancelled: describe it once, then publish samples. The device counts as online from the first
    /// sample on.</summary>
    /// <param name="device">The device to serve and the door to publish through.</param>
    /// <param name="cancellationToken">Cancelled when the device is removed or the hub stops; 5 s later the driver is abandoned.</param>
    /// <exception cref="DeviceFaultException">The device cannot be read; the message is shown to the owner.</exception>
    Task RunAsync(IDeviceContext device, CancellationToken cancellationToken);
}
