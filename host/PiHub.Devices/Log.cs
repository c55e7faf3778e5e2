using Microsoft.Extensions.Logging;

namespace PiHub.Devices;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Device {Device} discovered: it publishes samples")]
    public static partial void Discovered(ILogger logger, string device);

    [LoggerMessage(4002, LogLevel.Information, "Device {Device} is {Availability}")]
    public static partial void AvailabilityChanged(ILogger logger, string device, Availability availability);
}
