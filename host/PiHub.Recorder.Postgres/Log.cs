using Microsoft.Extensions.Logging;

namespace PiHub.Recorder.Postgres;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Readings go to {Place}, schema '{Schema}', {Series} series; {Waiting} journal entries wait.")]
    public static partial void Connected(this ILogger logger, string place, string schema, int series, long waiting);

    [LoggerMessage(2, LogLevel.Error, "Readings wait in the journal: {Trouble}")]
    public static partial void Away(this ILogger logger, string trouble);

    [LoggerMessage(3, LogLevel.Information, "PostgreSQL takes readings again; it did not for {Duration}.")]
    public static partial void Back(this ILogger logger, TimeSpan duration);

    [LoggerMessage(4, LogLevel.Warning,
        "The journal is not the one that was shipped to PostgreSQL before (up to entry {Shipped} of {ShippedAt:O}): shipping begins behind its entry {Position}.")]
    public static partial void OtherJournal(this ILogger logger, long shipped, DateTimeOffset shippedAt, long position);

    [LoggerMessage(5, LogLevel.Information, "Created the tables of version {Version} in schema '{Schema}'.")]
    public static partial void Migrated(this ILogger logger, int version, string schema);

    [LoggerMessage(6, LogLevel.Information, "TimescaleDB keeps the readings: a hypertable, compressed after 7 days.")]
    public static partial void Hypertable(this ILogger logger);

    [LoggerMessage(7, LogLevel.Warning, "TimescaleDB is installed but cannot be used; readings go to a plain table: {Reason}")]
    public static partial void NoHypertable(this ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Debug, "The connection to PostgreSQL was lost and is made anew: {Reason}")]
    public static partial void Reconnecting(this ILogger logger, string reason);
}
