using PiHub.Recorder.Files;

namespace PiHub.Recorder.Tests.Files;

/// <summary>Files in memory that keep apart what was synced and what was only written, so that a test can take the power away; and that
/// fail on demand. Safe to use from any thread.</summary>
/// <remarks>A name is durable after <see cref="SyncFolder"/> alone, bytes and length after <see cref="IStorageFile.Sync"/> alone: stricter
/// than the usual file systems, which do some of it unasked.</remarks>
internal sealed class PowerCutFileSystem : IFileSystem
{
    // errno of Linux, which .NET hands on in HResult.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;

    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal) { "/" };
    private readonly SortedDictionary<string, PowerCutContent> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PowerCutContent> _durable = new(StringComparer.Ordinal);
    private readonly List<NameChange> _unsynced = [];
    private bool _isOff;
    private long _operations;
    private long _syncs;
    private long _refusals;

    /// <summary>Bytes that can still be written; beyond them the disk is full.</summary>
    public long BytesLeft { get; set; } = long.MaxValue;

    /// <summary>Whether the disk refuses every change.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>What every change throws instead, as a mistake in the program would; null: nothing.</summary>
    public Exception? Mistake { get; set; }

    /// <summary>How many of the next syncs of files fail. What was written before is lost then, although it is still seen.</summary>
    public int FailingSyncs { get; set; }

    /// <summary>After how many further operations (opening, writing, syncing, renaming, deleting) the power goes.</summary>
    public long OperationsLeft { get; set; } = long.MaxValue;

    /// <summary>Whether the power is there.</summary>
    public bool IsOn
    {
        get
        {
            lock (_lock)
            {
                return !_isOff;
            }
        }
    }

    /// <summary>Operations so far, to choose from when to cut the power.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Syncs of files so far that succeeded.</summary>
    public long Syncs => Interlocked.Read(ref _syncs);

    /// <summary>Changes that were refused because the disk is read-only.</summary>
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>The paths of all files.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen.Keys];
            }
        }
    }

    public IStorageFile Open(string path)
    {
        lock (_lock)
        {
            if (_seen.TryGetValue(path, out PowerCutContent? content))
            {
                CheckPower(path);
                CheckWritable(path);
            }
            else
            {
                CheckChange(path);
                _seen.Add(path, content = new PowerCutContent());
                _unsynced.Add(new NameChange(Path.GetDirectoryName(path) ?? "", null, path, content));
            }

            return new PowerCutFile(this, path, content, IsReadOnly);
        }
    }

    public IStorageFile OpenRead(string path)
    {
        lock (_lock)
        {
            CheckPower(path);
            return _seen.TryGetValue(path, out PowerCutContent? content)
                ? new PowerCutFile(this, path, content, isReadOnly: true)
                : throw new FileNotFoundException($"Could not find file '{path}'.", path);
        }
    }

    public void CreateFolder(string path)
    {
        lock (_lock)
        {
            CheckPower(path);
            for (string? folder = path; folder is not null && !_folders.Contains(folder); folder = Path.GetDirectoryName(folder))
            {
                CheckWritable(path);
                _folders.Add(folder);
            }
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        lock (_lock)
        {
            CheckPower(folder);
            return [.. _seen.Keys.Where(path => Path.GetDirectoryName(path) == folder)];
        }
    }

    public void Delete(string path)
    {
        lock (_lock)
        {
            CheckChange(path);
            if (_seen.Remove(path))
            {
                _unsynced.Add(new NameChange(Path.GetDirectoryName(path) ?? "", path, null, null));
            }
        }
    }

    public void Move(string from, string to)
    {
        lock (_lock)
        {
            CheckChange(to);
            if (!_seen.Remove(from, out PowerCutContent? content))
            {
                throw new FileNotFoundException($"Could not find file '{from}'.", from);
            }

            _seen[to] = content;
            _unsynced.Add(new NameChange(Path.GetDirectoryName(to) ?? "", from, to, content));
        }
    }

    public void Link(string path, string second)
    {
        lock (_lock)
        {
            CheckChange(second);
            PowerCutContent content = _seen[path];
            _seen.Add(second, content);
            _unsynced.Add(new NameChange(Path.GetDirectoryName(second) ?? "", null, second, content));
        }
    }

    public void SyncFolder(string folder)
    {
        lock (_lock)
        {
            CheckChange(folder);
            foreach (NameChange change in _unsynced.Where(change => change.Folder == folder))
            {
                change.ApplyTo(_durable);
            }

            _unsynced.RemoveAll(change => change.Folder == folder);
        }
    }

    public long FreeBytes(string folder) => Math.Min(BytesLeft, TotalBytes(folder));

    public long TotalBytes(string folder) => 1L << 40;

    /// <summary>Takes the power away. Of what was not synced a random part survives, perhaps torn; this machine and its open files throw
    /// from now on.</summary>
    /// <param name="random">Chooses what survives; the same cut may be taken again with another.</param>
    /// <returns>The machine after the power came back, without faults.</returns>
    public PowerCutFileSystem CutPower(Random random)
    {
        lock (_lock)
        {
            _isOff = true;
            var durable = new SortedDictionary<string, PowerCutContent>(_durable, StringComparer.Ordinal);
            foreach (NameChange change in _unsynced)
            {
                if (random.Next(2) == 0)
                {
                    change.ApplyTo(durable);
                }
            }

            var next = new PowerCutFileSystem();
            next._folders.UnionWith(_folders);
            var survivors = new Dictionary<PowerCutContent, PowerCutContent>();
            foreach ((string path, PowerCutContent content) in durable)
            {
                if (!survivors.TryGetValue(content, out PowerCutContent? survivor))
                {
                    survivors.Add(content, survivor = content.Survive(random));
                }

                next._seen.Add(path, survivor);
                next._durable.Add(path, survivor);
            }

            return next;
        }
    }

    /// <summary>Another machine with the same files, all of them synced.</summary>
    public PowerCutFileSystem Copy()
    {
        lock (_lock)
        {
            var copy = new PowerCutFileSystem();
            copy._folders.UnionWith(_folders);
            foreach ((string path, PowerCutContent content) in _seen)
            {
                var same = new PowerCutContent();
                same.Write(0, content.Seen);
                same.Sync();
                copy._seen.Add(path, same);
                copy._durable.Add(path, same);
            }

            return copy;
        }
    }

    /// <summary>Flips bits of a byte.</summary>
    public void Flip(string path, long offset, byte mask = 0x10) => Damage(path, bytes =>
    {
        bytes[offset] ^= mask;
        return bytes;
    });

    /// <summary>Cuts a file.</summary>
    public void Truncate(string path, long length) => Damage(path, bytes => bytes[..(int)length]);

    /// <summary>Changes a file's bytes behind everybody's back, durably.</summary>
    public void Damage(string path, Func<byte[], byte[]> damage)
    {
        lock (_lock)
        {
            _seen[path].Damage(damage);
        }
    }

    /// <summary>A file's bytes as programs see them.</summary>
    public byte[] ReadAll(string path)
    {
        lock (_lock)
        {
            return _seen[path].Seen.ToArray();
        }
    }

    /// <summary>Removes a file durably.</summary>
    public void Lose(string path)
    {
        lock (_lock)
        {
            _seen.Remove(path);
            _durable.Remove(path);
        }
    }

    /// <summary>Reads under the lock.</summary>
    internal T Touch<T>(string path, Func<T> read)
    {
        lock (_lock)
        {
            CheckPower(path);
            return read();
        }
    }

    /// <summary>Writes as many bytes as fit.</summary>
    internal void Write(string path, int bytes, Action<int> write)
    {
        lock (_lock)
        {
            CheckChange(path);
            int fitting = (int)Math.Min(bytes, BytesLeft);
            write(fitting);
            BytesLeft -= BytesLeft == long.MaxValue ? 0 : fitting;
            if (fitting < bytes)
            {
                throw new IOException($"No space left on device : '{path}'", NoSpace);
            }
        }
    }

    internal void Sync(string path, PowerCutContent content)
    {
        lock (_lock)
        {
            CheckChange(path);
            if (FailingSyncs > 0)
            {
                FailingSyncs--;
                content.LoseUnsynced();
                throw new IOException($"Input/output error : '{path}'");
            }

            content.Sync();
            Interlocked.Increment(ref _syncs);
        }
    }

    private void CheckChange(string path)
    {
        CheckPower(path);
        if (OperationsLeft != long.MaxValue && OperationsLeft-- <= 0)
        {
            _isOff = true;
        }

        CheckPower(path);
        CheckWritable(path);
        if (Mistake is { } mistake)
        {
            throw mistake;
        }

        if (Path.GetDirectoryName(path) is { } folder && !_folders.Contains(folder))
        {
            throw new DirectoryNotFoundException($"Could not find a part of the path '{path}'.");
        }

        Interlocked.Increment(ref _operations);
    }

    private void CheckWritable(string path)
    {
        if (IsReadOnly)
        {
            Interlocked.Increment(ref _refusals);
            throw new IOException($"Read-only file system : '{path}'", ReadOnly);
        }
    }

    private void CheckPower(string path)
    {
        if (_isOff)
        {
            throw new IOException($"The power was cut : '{path}'");
        }
    }

    private sealed record NameChange(string Folder, string? Removed, string? Added, PowerCutContent? Content)
    {
        public void ApplyTo(SortedDictionary<string, PowerCutContent> names)
        {
            if (Removed is not null)
            {
                names.Remove(Removed);
            }

            if (Added is not null && Content is not null)
            {
                names[Added] = Content;
            }
        }
    }
}
