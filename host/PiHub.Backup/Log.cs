using Microsoft.Extensions.Logging;

namespace PiHub.Backup;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Backup '{Name}' made: {Bytes} bytes in {Seconds:0.0} s.")]
    public static partial void Made(ILogger logger, string name, long bytes, double seconds);

    [LoggerMessage(2, LogLevel.Information, "Backup '{Name}' deleted.")]
    public static partial void Deleted(ILogger logger, string name);
}
