namespace PiHub.Recorder.Blocks.Index;

/// <summary>The tables of <c>index.db</c>. Nothing in it is only there: it is made anew from the block files.</summary>
internal static class IndexSchema
{
    public const string Part = "blocks";

    /// <summary>One script a version; shipped ones never change.</summary>
    /// <remarks>Events of a device are a series without a metric. A series' id is never used twice (AUTOINCREMENT). <c>block</c> is ordered
    /// as it is read; which rows belong to a file is found by reading the file, which saves a second tree of the same size. The blocks of a
    /// series in <c>gone</c> are removed little by little.</remarks>
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE series(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            device TEXT NOT NULL,
            metric TEXT NOT NULL,
            flushed INTEGER NOT NULL,
            version INTEGER NOT NULL,
            minutes_until INTEGER NOT NULL,
            hours_until INTEGER NOT NULL,
            days_until INTEGER NOT NULL,
            raw_from INTEGER NOT NULL,
            newest_time INTEGER,
            newest_number REAL,
            newest_flags INTEGER,
            newest_text TEXT) STRICT;
        CREATE INDEX series_device ON series(device);
        CREATE TABLE block(
            series INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            from_ms INTEGER NOT NULL,
            to_ms INTEGER NOT NULL,
            count INTEGER NOT NULL,
            file INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            PRIMARY KEY(series, kind, from_ms)) STRICT, WITHOUT ROWID;
        CREATE TABLE stale(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            series INTEGER NOT NULL,
            from_ms INTEGER NOT NULL,
            to_ms INTEGER NOT NULL) STRICT;
        CREATE TABLE file(
            number INTEGER PRIMARY KEY,
            lasting INTEGER NOT NULL,
            length INTEGER NOT NULL,
            live INTEGER NOT NULL) STRICT;
        CREATE TABLE deletion(
            device TEXT PRIMARY KEY,
            entry INTEGER NOT NULL,
            series INTEGER NOT NULL,
            file INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE gone(series INTEGER PRIMARY KEY) STRICT;
        CREATE TABLE damage(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            found_ms INTEGER NOT NULL,
            file TEXT NOT NULL,
            lost TEXT NOT NULL) STRICT;
        CREATE TABLE state(
            id INTEGER PRIMARY KEY CHECK(id = 1),
            generation INTEGER NOT NULL,
            needed_from INTEGER NOT NULL,
            readings INTEGER NOT NULL,
            complete INTEGER NOT NULL) STRICT;
        """,
    ];
}
