using Microsoft.Extensions.Logging;
using PiHub.Hal.Drivers;

namespace PiHub.Hal;

/// <summary>The log messages of this project.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Device {Device} is {State}: {Reason}")]
    public static partial void StateChanged(ILogger logger, string device, DeviceState state, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Device {Device} is not available: {Reason}")]
    public static partial void DeviceFaulted(ILogger logger, string device, string reason);

    [LoggerMessage(3, LogLevel.Error, "The driver of device {Device} failed; this is a fault of the driver")]
    public static partial void DriverBug(ILogger logger, Exception exception, string device);

    [LoggerMessage(4, LogLevel.Error, "The driver of device {Device} did not stop within {Seconds} s and was abandoned")]
    public static partial void DriverAbandoned(ILogger logger, string device, double seconds);

    [LoggerMessage(5, LogLevel.Error, "The driver of device {Device} hangs in {What}; the hub goes on without waiting")]
    public static partial void DriverHangs(ILogger logger, string device, string what);

    [LoggerMessage(6, LogLevel.Error, "The driver of device {Device} failed in the command {Command}; this is a fault of the driver")]
    public static partial void CommandBug(ILogger logger, Exception exception, string device, string command);

    [LoggerMessage(7, LogLevel.Warning, "The bus refused a message on {Topic}: {Reason}")]
    public static partial void MessageRejected(ILogger logger, string topic, string reason);

    [LoggerMessage(8, LogLevel.Error, "Publishing on {Topic} failed")]
    public static partial void PublishFailed(ILogger logger, Exception exception, string topic);

    [LoggerMessage(9, LogLevel.Error, "A listener for changes of device {Device} failed")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string device);

    [LoggerMessage(10, LogLevel.Information, "Command {Command} {Id} for device {Device} failed: {Reason}")]
    public static partial void CommandFailed(ILogger logger, string command, string? id, string device, string reason);
}
