using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PiHub.Recorder.Storage;

/// <summary>Tells trouble with the disk, which is waited out, from faults of a single write.</summary>
internal static class DiskTrouble
{
    /// <summary>Cause, file and remedy in one line; null when the exception is no trouble with the disk.</summary>
    public static string? Describe(Exception exception, string path) => exception switch
    {
        SqliteException failure => Describe(failure, path),
        IOException or UnauthorizedAccessException =>
            $"'{path}' cannot be used: {exception.Message} Check that the disk is mounted and that the hub may write to the folder.",
        _ => null,
    };

    /// <summary>Whether another program holds the database's lock; the connection is then as good as before.</summary>
    public static bool IsBusy(Exception exception) =>
        exception is SqliteException failure && (failure.SqliteErrorCode & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private static string? Describe(SqliteException failure, string path) => (failure.SqliteErrorCode & 0xFF) switch
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
