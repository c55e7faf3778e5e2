namespace PiHub.Recorder.Storage;

/// <summary>The tables of <c>readings.db</c>.</summary>
internal static class RecorderSchema
{
    public const string Part = "recorder";

    /// <summary>One script a version; shipped ones never change.</summary>
    /// <remarks>
    /// <c>reading</c> without rowid is ordered by series and time, so a range is one run of pages. <c>value</c> is ANY in a STRICT table:
    /// SQLite then keeps a number's, a boolean's (integer) and a text's type and bits as they came. Series ids are never used twice
    /// (AUTOINCREMENT), because readings of a removed series stay for a while. A row of <c>sample_log</c> holds the samples numbered from
    /// <c>first</c> on, packed by SampleEncoder.
    /// </remarks>
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE series(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            device TEXT NOT NULL,
            metric TEXT NOT NULL,
            UNIQUE(device, metric)) STRICT;
        CREATE TABLE reading(
            series_id INTEGER NOT NULL,
            time_ms INTEGER NOT NULL,
            value ANY NOT NULL,
            PRIMARY KEY(series_id, time_ms)) STRICT, WITHOUT ROWID;
        CREATE TABLE event(
            device TEXT NOT NULL,
            time_ms INTEGER NOT NULL,
            type TEXT NOT NULL,
            payload TEXT NOT NULL,
            PRIMARY KEY(device, time_ms, type, payload)) STRICT, WITHOUT ROWID;
        CREATE TABLE removed_series(id INTEGER PRIMARY KEY) STRICT;
        """,
        """
        CREATE TABLE sample_log(
            first INTEGER PRIMARY KEY,
            count INTEGER NOT NULL,
            committed_ms INTEGER NOT NULL,
            samples BLOB NOT NULL) STRICT;
        CREATE TABLE sample_log_deletion(device TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE sample_cursor(
            name TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            committed_ms INTEGER NOT NULL,
            retired_ms INTEGER) STRICT, WITHOUT ROWID;
        """,
    ];
}
