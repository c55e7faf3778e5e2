using PiHub.Devices;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The devices, without their addresses.</summary>
internal sealed class DeviceFile(DeviceRegistry devices) : IDiagnosticFile
{
    public string Name => "devices.json";

    public IEnumerable<string> Read() => [DiagnosticJson.Write([.. devices.List().Select(Of)], ApiJson.Default.DiagnosticDeviceArray)];

    private static DiagnosticDevice Of(Device device) => new(
        device.Id,
        device.Driver,
        device.Availability,
        device.Reason,
        device.LastSeen,
        device.Descriptor?.Manufacturer,
        device.Descriptor?.Model,
        device.Descriptor?.Metrics.Count ?? 0);
}
