using Microsoft.Extensions.Logging;

namespace PiHub.Devices;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Device {Device} discovered")]
    public static partial void Discovered(ILogger logger, string device);

    [LoggerMessage(4002, LogLevel.Information, "Device {Device} is {Availability}")]
    public static partial void AvailabilityChanged(ILogger logger, string device, Availability availability);

    [LoggerMessage(4003, LogLevel.Error, "Device {Device} cannot be run")]
    public static partial void NotRun(ILogger logger, string device, Exception exception);

    [LoggerMessage(4004, LogLevel.Error, "A listener for changes of device {Device} failed")]
    public static partial void ListenerFailed(ILogger logger, string device, Exception exception);
}
