using Microsoft.Data.Sqlite;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Queries;

/// <summary>The readings of one series in a range, oldest first, one row at a time.</summary>
internal sealed class ReadingRows : IDisposable
{
    private readonly Statement _statement;
    private readonly CancellationToken _cancellationToken;

    public ReadingRows(SqliteConnection connection, long series, TimeRange range, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _statement = new Statement(
            connection, "SELECT time_ms, value FROM reading WHERE series_id=? AND time_ms>=? AND time_ms<? ORDER BY time_ms");
        _statement.Bind(1, series);
        _statement.Bind(2, range.FromMilliseconds);
        _statement.Bind(3, range.ToMilliseconds);
    }

    public long TimeMilliseconds => _statement.WholeNumber(0);

    public bool IsText => _statement.Kind(1) == MetricValueKind.Text;

    /// <summary>The number; 1 or 0 for a boolean.</summary>
    public double Number => _statement.Number(1);

    public ReadingPoint Point => new(UnixTime.ToTime(TimeMilliseconds), _statement.Value(1));

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return _statement.Step();
    }

    public void Dispose() => _statement.Dispose();
}
