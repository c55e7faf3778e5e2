using Microsoft.Extensions.Logging;

namespace PiHub.Backup;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Backup '{Name}' made: {Bytes} bytes in {Seconds:0.0} s.")]
    public static partial void Made(ILogger logger, string name, long bytes, double seconds);

    [LoggerMessage(2, LogLevel.Information, "Backup '{Name}' deleted.")]
    public static partial void Deleted(ILogger logger, string name);

    [LoggerMessage(3, LogLevel.Error, "The automatic backup failed: {Cause}")]
    public static partial void ScheduledFailed(ILogger logger, string cause);

    [LoggerMessage(4, LogLevel.Warning, "Backup '{Name}' is put in the place of all data at the next start")]
    public static partial void RestorePrepared(ILogger logger, string name);

    [LoggerMessage(5, LogLevel.Information, "Backup '{Name}' was uploaded: {Bytes} bytes")]
    public static partial void Uploaded(ILogger logger, string name, long bytes);
}
