namespace PiHub.PluginHost.Logs;

/// <summary>The newest lines of a log (overflow policy: drop oldest). Safe to use from any thread.</summary>
internal sealed class LogRing(int capacity)
{
    private readonly Lock _lock = new(); // guards _lines
    private readonly Queue<LogLine> _lines = new();

    public void Add(LogLine line)
    {
        lock (_lock)
        {
            if (_lines.Count == capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>All lines, the oldest first.</summary>
    public LogLine[] Lines()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }
}
