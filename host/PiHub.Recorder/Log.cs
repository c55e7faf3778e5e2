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

    [LoggerMessage(20, LogLevel.Error, "'{File}' is damaged. Lost: {Lost}.")]
    public static partial void BlockDamaged(this ILogger logger, string file, string lost);

    [LoggerMessage(21, LogLevel.Error, "Readings wait in memory, they cannot be written into blocks: {Message}")]
    public static partial void BlocksFail(this ILogger logger, string message);

    [LoggerMessage(22, LogLevel.Information, "Readings are written into blocks again.")]
    public static partial void BlocksWorkAgain(this ILogger logger);

    [LoggerMessage(23, LogLevel.Warning, "The index cannot be used and was moved to '{Path}'; it is made anew from the block files.")]
    public static partial void IndexMovedAside(this ILogger logger, string path);

    [LoggerMessage(24, LogLevel.Information, "The index was made anew: {Series} series with {Readings} readings in {Files} files.")]
    public static partial void IndexRebuilt(this ILogger logger, int series, long readings, int files);

    [LoggerMessage(25, LogLevel.Error, "The maintenance of the blocks failed; it is tried again.")]
    public static partial void BlocksStumble(this ILogger logger, Exception exception);

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

    [LoggerMessage(70, LogLevel.Warning,
        "The hub's clock is not set (it shows {Now:O}); readings that bring no time of their own are marked until it is.")]
    public static partial void ClockNotSet(this ILogger logger, DateTimeOffset now);

    [LoggerMessage(71, LogLevel.Information, "The hub's clock was set; it jumped by {Jump}. {Count} samples and events were stamped before.")]
    public static partial void ClockSet(this ILogger logger, TimeSpan jump, long count);

    [LoggerMessage(72, LogLevel.Warning,
        "{Count} samples and events keep an estimated time: the hub stopped before its clock was set and the difference recorded.")]
    public static partial void EstimatedTimesStay(this ILogger logger, long count);

    [LoggerMessage(73, LogLevel.Warning,
        "The clock of '{Device}' is wrong: it says {Time:O}; the time of receipt, {Taken:O}, is taken instead. Further ones are only counted.")]
    public static partial void DeviceTimeReplaced(this ILogger logger, string device, DateTimeOffset time, DateTimeOffset taken);

    [LoggerMessage(74, LogLevel.Warning, "The InfluxDB export waits: {Message}")]
    public static partial void ExportStuck(this ILogger logger, string message);

    [LoggerMessage(75, LogLevel.Information, "The InfluxDB export works again; it waited for {Duration}.")]
    public static partial void ExportWorksAgain(this ILogger logger, TimeSpan duration);

    [LoggerMessage(76, LogLevel.Warning, "The InfluxDB server refuses '{Metric}' of '{Device}', which is dropped: {Message}")]
    public static partial void ExportRefused(this ILogger logger, string device, string metric, string message);

    [LoggerMessage(77, LogLevel.Warning, "The InfluxDB export missed {Count} samples; the sample log no longer has them.")]
    public static partial void ExportMissed(this ILogger logger, long count);

    [LoggerMessage(78, LogLevel.Warning, "{Message}")]
    public static partial void DeletingHeld(this ILogger logger, string message);
}
