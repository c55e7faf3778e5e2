namespace PiHub.Logs;

/// <summary>The newest lines of a log (overflow policy: drop oldest). Safe to use from any thread.</summary>
/// <param name="capacity">The most lines.</param>
/// <param name="maximumCharacters">The most characters of all lines together; 2 bytes each.</param>
internal sealed class LogRing(int capacity, int maximumCharacters)
{
    private readonly Lock _lock = new(); // guards the two fields below
    private readonly Queue<LogLine> _lines = new();
    private int _characters;

    public void Add(LogLine line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            _characters += LengthOf(line);
            while (_lines.Count > capacity || (_characters > maximumCharacters && _lines.Count > 1))
            {
                _characters -= LengthOf(_lines.Dequeue());
            }
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

    private static int LengthOf(LogLine line) => line.Message.Length + (line.Exception?.Length ?? 0);
}
