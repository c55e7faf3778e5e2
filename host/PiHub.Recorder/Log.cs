using Microsoft.Extensions.Logging;

namespace PiHub.Recorder;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Recording fails, acknowledgements are withheld: {Message}")]
    public static partial void RecordingFails(this ILogger logger, string message);

    [LoggerMessage(2, LogLevel.Information, "Recording works again; it failed for {Duration}.")]
    public static partial void RecordingWorksAgain(this ILogger logger, TimeSpan duration);

    [LoggerMessage(3, LogLevel.Error, "The database refused a sample or event of '{Device}'.")]
    public static partial void WriteRefused(this ILogger logger, Exception exception, string device);

    [LoggerMessage(4, LogLevel.Information, "Recording to '{Path}', {Series} series.")]
    public static partial void Recording(this ILogger logger, string path, int series);

    [LoggerMessage(5, LogLevel.Error, "The listener '{Listener}' failed at a sample of '{Device}'.")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception, string listener, string device);
}
