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

    [LoggerMessage(40, LogLevel.Error, "The rollups of '{Device}' '{Metric}' cannot be made; tried again later.")]
    public static partial void RollupsFail(this ILogger logger, Exception exception, string device, string metric);

    [LoggerMessage(41, LogLevel.Information, "Rollups are made again.")]
    public static partial void RollupsWorkAgain(this ILogger logger);

    [LoggerMessage(42, LogLevel.Warning, "{Warning}")]
    public static partial void SpaceLow(this ILogger logger, string warning);

    [LoggerMessage(43, LogLevel.Information, "There is enough room on the disk again: {FreeBytes} bytes.")]
    public static partial void SpaceEnough(this ILogger logger, long freeBytes);

    [LoggerMessage(44, LogLevel.Error,
        "The disk is nearly full, {FreeBytes} bytes are free: raw readings before {Until:O} were deleted to make room.")]
    public static partial void OldestDropped(this ILogger logger, long freeBytes, DateTimeOffset until);

    [LoggerMessage(45, LogLevel.Error, "Retention fails; tried again in {BackOff}.")]
    public static partial void RetentionFails(this ILogger logger, Exception exception, TimeSpan backOff);

    [LoggerMessage(46, LogLevel.Error, "The recorder's maintenance failed; it goes on.")]
    public static partial void MaintenanceFailed(this ILogger logger, Exception exception);

    [LoggerMessage(60, LogLevel.Information, "The readings of '{Path}' are taken over in the background.")]
    public static partial void LegacyFound(this ILogger logger, string path);

    [LoggerMessage(61, LogLevel.Information, "{Readings} older readings are taken over, now at '{Device}' {Metric}.")]
    public static partial void LegacyGoesOn(this ILogger logger, long readings, string device, string metric);

    [LoggerMessage(62, LogLevel.Information, "All {Readings} older readings are taken over; '{Path}' may be deleted.")]
    public static partial void LegacyImported(this ILogger logger, long readings, string path);

    [LoggerMessage(63, LogLevel.Error, "Older readings in '{Path}' cannot be taken over; the next start tries again.")]
    public static partial void LegacyFails(this ILogger logger, Exception exception, string path);

    [LoggerMessage(8, LogLevel.Error, "'{File}' is damaged: {Lost} are lost. Check the disk or SD card.")]
    public static partial void JournalDamaged(this ILogger logger, string file, string lost);
}
