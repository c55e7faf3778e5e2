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

    [LoggerMessage(6, LogLevel.Warning,
        "'{Cursor}' missed {Count} samples committed between {From:O} and {To:O}; the sample log no longer has them.")]
    public static partial void SamplesMissed(this ILogger logger, string cursor, long count, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(7, LogLevel.Warning, "'{Cursor}' cannot read the sample log; tried again in {BackOff}.")]
    public static partial void FollowingFails(this ILogger logger, Exception exception, string cursor, TimeSpan backOff);

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
}
