using Microsoft.Extensions.Logging;

namespace PiHub.Recorder;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Recording fails, acknowledgements are withheld: {Message}")]
    public static partial void RecordingFails(this ILogger logger, string message);

    [LoggerMessage(2, LogLevel.Information, "Recording works again; it failed for {Duration}.")]
    public static partial void RecordingWorksAgain(this ILogger logger, TimeSpan duration);

    [LoggerMessage(3, LogLevel.Error, "A sample or event of '{Device}' cannot be stored.")]
    public static partial void WriteRefused(this ILogger logger, Exception exception, string device);

    [LoggerMessage(4, LogLevel.Information, "Recording to '{Path}', {Series} series.")]
    public static partial void Recording(this ILogger logger, string path, int series);

    [LoggerMessage(5, LogLevel.Error, "The listener '{Listener}' failed at a sample of '{Device}'.")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception, string listener, string device);

    [LoggerMessage(6, LogLevel.Warning,
        "'{Cursor}' missed {Count} samples committed between {From:O} and {To:O}; the sample log no longer has them.")]
    public static partial void SamplesMissed(this ILogger logger, string cursor, long count, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(7, LogLevel.Warning, "'{Cursor}' cannot read the sample log; tried again in {BackOff}.")]
    public static partial void FollowingFails(this ILogger logger, Exception exception, string cursor, TimeSpan backOff);

    [LoggerMessage(8, LogLevel.Error, "'{File}' is damaged: {Lost} are lost. Check the disk or SD card.")]
    public static partial void JournalDamaged(this ILogger logger, string file, string lost);
}
