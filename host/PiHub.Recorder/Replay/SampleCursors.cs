namespace PiHub.Recorder.Replay;

/// <summary>The cursors in memory, and which of them are not on disk yet. Safe to use from any thread.</summary>
internal sealed class SampleCursors : IDisposable
{
    // How much a kill may repeat: positions wait so long until a commit takes them along. Each commit would carry them otherwise.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    // Guarded by _lock.
    private readonly SortedDictionary<string, SampleCursor> _cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _owners = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private bool _isDue;

    /// <summary>Creates it.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="flush">Asks for a commit; must not wait.</param>
    public SampleCursors(TimeProvider time, Action flush)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                Hasten();
                flush();
            },
            state: null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>The next commit takes along all that has changed.</summary>
    public void Hasten()
    {
        lock (_lock)
        {
            _isDue = true;
        }
    }

    /// <summary>Takes what is on disk.</summary>
    public void Load(IEnumerable<SampleCursor> cursors, long head)
    {
        lock (_lock)
        {
            foreach (SampleCursor cursor in cursors)
            {
                _cursors.TryAdd(cursor.Name, cursor with { Position = Math.Min(cursor.Position, head) });
            }
        }
    }

    /// <summary>Takes a cursor over, from whoever had it; a new one begins at the given place.</summary>
    public SampleCursor Take(string name, object owner, long head)
    {
        lock (_lock)
        {
            _owners[name] = owner;
            if (!_cursors.TryGetValue(name, out SampleCursor? cursor))
            {
                cursor = new SampleCursor { Name = name, Position = head, CommittedAt = _time.GetUtcNow() };
                Change(cursor);
                _isDue = true; // goes to disk together with the first sample after it
            }
            else if (cursor.RetiredAt is not null)
            {
                cursor = cursor with { RetiredAt = null };
                Change(cursor);
            }

            return cursor;
        }
    }

    /// <summary>Moves a cursor, unless somebody else has taken it over.</summary>
    public void Advance(SampleCursor cursor, object owner)
    {
        lock (_lock)
        {
            if (_owners.GetValueOrDefault(cursor.Name) == owner && _cursors.ContainsKey(cursor.Name))
            {
                Change(cursor);
            }
        }
    }

    /// <summary>Lets go of a cursor, which stays where it is.</summary>
    public void Release(string name, object owner)
    {
        lock (_lock)
        {
            if (_owners.GetValueOrDefault(name) == owner)
            {
                _owners.Remove(name);
            }
        }
    }

    /// <summary>Puts cursors where they shall be, all at once.</summary>
    public void Save(IEnumerable<SampleCursor> cursors)
    {
        lock (_lock)
        {
            foreach (SampleCursor cursor in cursors)
            {
                Change(cursor);
            }
        }
    }

    public void Remove(IEnumerable<string> names)
    {
        lock (_lock)
        {
            foreach (string name in names)
            {
                _owners.Remove(name);
                if (_cursors.Remove(name))
                {
                    NoteChange(name);
                }
            }
        }
    }

    public SampleCursor? Find(string name)
    {
        lock (_lock)
        {
            return _cursors.GetValueOrDefault(name);
        }
    }

    public IReadOnlyList<SampleCursor> List(string prefix)
    {
        lock (_lock)
        {
            return [.. _cursors.Values.Where(cursor => cursor.Name.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    /// <summary>Takes out what the next commit writes: nothing before it is due. <see cref="Restore"/> puts it back when there was no
    /// commit.</summary>
    public CursorChanges TakeChanges()
    {
        lock (_lock)
        {
            var moved = new List<SampleCursor>();
            var removed = new List<string>();
            if (_isDue)
            {
                foreach (string name in _changed)
                {
                    if (_cursors.TryGetValue(name, out SampleCursor? cursor))
                    {
                        moved.Add(cursor);
                    }
                    else
                    {
                        removed.Add(name);
                    }
                }

                _isDue = false;
                _changed.Clear();
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return new CursorChanges(moved, removed);
        }
    }

    public void Restore(CursorChanges changes)
    {
        lock (_lock)
        {
            foreach (string name in changes.Moved.Select(cursor => cursor.Name).Concat(changes.Removed))
            {
                NoteChange(name);
            }

            _isDue |= _changed.Count > 0;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Change(SampleCursor cursor)
    {
        _cursors[cursor.Name] = cursor;
        NoteChange(cursor.Name);
    }

    private void NoteChange(string name)
    {
        if (_changed.Add(name) && _changed.Count == 1)
        {
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }
}
