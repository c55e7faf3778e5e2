using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PiHub.Sqlite;

/// <summary>Tells trouble with the disk, which is waited out, from faults of a single write.</summary>
public static class DiskTrouble
{
    /// <summary>Cause, file and remedy in one line; null when the exception is no trouble with the disk.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="path">The file that it happened to.</param>
    public static string? Describe(Exception exception, string path) => exception switch
    {
        SqliteException failure => Describe(failure, path),
        IOException or UnauthorizedAccessException =>
            $"'{path}' cannot be used: {exception.Message} Check that the disk is mounted and that the hub may write to the folder.",
        _ => null,
    };

    /// <summary>Whether another program holds the database's lock; the connection is then as good as before.</summary>
    /// <param name="exception">What happened.</param>
    public static bool IsBusy(Exception exception) => CodeOf(exception) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the file's content is damaged or no database at all.</summary>
    /// <param name="exception">What happened.</param>
    public static bool IsDamage(Exception exception) => CodeOf(exception) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    // The primary code, without the details in the higher bits; 0 for other exceptions.
    private static int CodeOf(Exception exception) => exception is SqliteException failure ? failure.SqliteErrorCode & 0xFF : 0;

    private static string? Describe(SqliteException failure, string path) => CodeOf(failure) switch
    {
        raw.SQLITE_FULL => $"the disk of '{path}' is full. Free some space on it.",
        raw.SQLITE_IOERR => $"'{path}' cannot be read or written (SQLite error {failure.SqliteExtendedErrorCode}). "
            + "Check the disk or SD card, its space and the kernel's log.",
        raw.SQLITE_READONLY => $"'{path}' is read-only. Check the owner of the file, and whether an error made the disk read-only.",
        raw.SQLITE_CANTOPEN => $"'{path}' cannot be opened. Check that the disk is mounted and that the hub may write to the folder.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"another program has locked '{path}'. Close that program.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"'{path}' is damaged. Check the disk or SD card and restore a backup.",
        _ => null,
    };
}
