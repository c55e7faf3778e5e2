using PiHub.Sdk.Devices;

namespace PiHub.Fixtures.HangingStart;

/// <summary>Under the name of another package's driver.</summary>
internal sealed class ProbeDriver : IDeviceDriver
{
    public Task RunAsync(IDeviceContext device, CancellationToken cancellationToken) =>
        throw new DeviceFaultException("This driver does nothing.");
}
