using PiHub.Recorder.Journal;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>A journal in memory.</summary>
internal sealed class ListJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private long _head;

    public long Head
    {
        get
        {
            lock (_lock)
            {
                return _head;
            }
        }
    }

    public JournalEntry Append(Func<long, DateTimeOffset, JournalEntry> make)
    {
        lock (_lock)
        {
            _head++;
            JournalEntry entry = make(_head, DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(_head));
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Drops what is older than a number, as a journal does with what nobody needs.</summary>
    public void DropBefore(long number)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => entry.Number < number);
        }
    }

    public IReadOnlyList<JournalEntry> From(long number)
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => entry.Number >= number)];
        }
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            int first = _entries.FindIndex(entry => entry.Number > after);
            return ValueTask.FromResult<IReadOnlyList<JournalEntry>>(
                first < 0 ? [] : _entries.GetRange(first, Math.Min(limit, _entries.Count - first)));
        }
    }
}
