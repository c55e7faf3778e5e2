using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Index;

/// <summary>Goes through all blocks of the index, page by page, so that others may change it meanwhile.</summary>
internal sealed class IndexWalk(BlockIndex index)
{
    private const int PageRows = 1_000;

    private (long Series, long Kind, long From) _last = (long.MinValue, long.MinValue, long.MinValue);

    /// <summary>The next page; empty at the end.</summary>
    public List<BlockRow> Next()
    {
        using SqliteConnection connection = index.Open();
        using var page = new Statement(
            connection,
            "SELECT series, kind, from_ms, to_ms, count, file, offset, length FROM block WHERE (series, kind, from_ms) > (?1, ?2, ?3) "
            + "ORDER BY series, kind, from_ms LIMIT ?4");
        page.Bind(1, _last.Series);
        page.Bind(2, _last.Kind);
        page.Bind(3, _last.From);
        page.Bind(4, PageRows);
        var rows = new List<BlockRow>();
        while (page.Step())
        {
            rows.Add(IndexReader.Row(page));
        }

        if (rows.Count > 0)
        {
            _last = (rows[^1].Series, (long)rows[^1].Kind, rows[^1].From);
        }

        return rows;
    }
}
