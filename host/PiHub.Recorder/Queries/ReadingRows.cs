using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>The readings of one series in a range, oldest first, one row at a time.</summary>
internal sealed class ReadingRows(List<ReadingRun> runs, TimeRange range, CancellationToken cancellationToken) : IDisposable
{
    private int _run = -1;
    private int _index;
    private ReadingRun _current = ReadingRun.Empty;

    public long TimeMilliseconds => _current.Times[_index];

    public bool IsText => _current.FlagsAt(_index).Kind == MetricValueKind.Text;

    /// <summary>The number; 1 or 0 for a boolean.</summary>
    public double Number => _current.Numbers[_index];

    public ReadingPoint Point => new(UnixTime.ToTime(TimeMilliseconds), _current.ValueAt(_index)) { Quality = _current.FlagsAt(_index).Quality };

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _index++;
        while (_index >= _current.Count)
        {
            if (++_run >= runs.Count)
            {
                return false;
            }

            (_current, _index) = (runs[_run].Within(range), 0);
        }

        return true;
    }

    public void Dispose() => _run = runs.Count;
}
