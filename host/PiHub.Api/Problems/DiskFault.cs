using Microsoft.Data.Sqlite;

namespace PiHub.Api.Problems;

/// <summary>Tells trouble with the hub's disk, which its owner can mend, from faults of the program.</summary>
internal static class DiskFault
{
    // The codes of https://sqlite.org/rescode.html that say so.
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;

    /// <summary>Cause and remedy; null when the exception is none of the disk's.</summary>
    public static string? Describe(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => "it is full. Free some space.",
        InputOutput => $"reading or writing failed (SQLite error {exception.SqliteExtendedErrorCode}). Check the disk or SD card, and its space.",
        ReadOnly => "it is read-only. Check the owner of the data folder, and whether an error made the disk read-only.",
        _ => null,
    };
}
