using Microsoft.Extensions.Logging;

namespace PiHub.Api;

/// <summary>Every log message of the API.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed: the disk cannot be used: {Cause}")]
    public static partial void DiskFailed(ILogger logger, string method, string path, string cause);
}
