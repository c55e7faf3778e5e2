using Microsoft.Extensions.Logging;

namespace DemoMeter;

/// <summary>The log messages of this project.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A read of meter {Device} failed, and its sample is left out: {Reason}")]
    public static partial void ReadFailed(ILogger logger, string device, string reason);
}
