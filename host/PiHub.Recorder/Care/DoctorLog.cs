using Microsoft.Extensions.Logging;

namespace PiHub.Recorder.Care;

/// <summary>Keeps what a store says it mended, for people.</summary>
internal sealed class DoctorLog : ILogger<ReadingStore>
{
    // Overflow policy: what is beyond is only counted, as somebody reads it in a terminal.
    private const int MostLines = 100;

    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly List<string> _lines = [];
    private int _more;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return _more == 0 ? [.. _lines] : [.. _lines, $"And {_more} more."];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count < MostLines)
            {
                _lines.Add(line);
            }
            else
            {
                _more++;
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // A rebuilt index is good news, but the answer to a finding.
        if (logLevel >= LogLevel.Warning || eventId.Name == nameof(Recorder.Log.IndexRebuilt))
        {
            Add(formatter(state, exception));
        }
    }
}
