using System.Net;

namespace PiHub.Sdk.Hardware;

/// <summary>A UDP socket on the port's configured address.</summary>
/// <remarks>One reader and one writer at a time. Since 0.1.</remarks>
public interface IDatagramPort : IAsyncDisposable
{
    /// <summary>Waits for a datagram.</summary>
    /// <param name="buffer">Receives it; what does not fit is cut off, so 65,535 bytes hold any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its length in bytes and its sender.</returns>
    /// <exception cref="Devices.DeviceFaultException">The network failed.</exception>
    ValueTask<(int LengthBytes, IPEndPoint Sender)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends a datagram.</summary>
    /// <param name="data">Its content, at most 65,507 bytes.</param>
    /// <param name="receiver">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Devices.DeviceFaultException">The network failed.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> data, IPEndPoint receiver, CancellationToken cancellationToken);
}
