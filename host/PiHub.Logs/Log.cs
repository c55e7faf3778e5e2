using Microsoft.Extensions.Logging;

namespace PiHub.Logs;

/// <summary>Every log message of the log itself.</summary>
internal static partial class Log
{
    [LoggerMessage(6100, LogLevel.Information, "Log levels changed by {User}: {Rules}")]
    public static partial void LevelsChanged(ILogger logger, string user, string rules);

    [LoggerMessage(6101, LogLevel.Information, "Log levels for a time have ended; now: {Rules}")]
    public static partial void LevelsEnded(ILogger logger, string rules);

    [LoggerMessage(6102, LogLevel.Warning, "The log levels that were set cannot be read; those built in are used")]
    public static partial void LevelsNotRead(ILogger logger, Exception exception);

    [LoggerMessage(6103, LogLevel.Warning, "That log levels ended could not be kept; they end again at the next start")]
    public static partial void EndNotKept(ILogger logger, Exception exception);
}
