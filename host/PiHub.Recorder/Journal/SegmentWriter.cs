using System.Buffers.Binary;
using System.Security.Cryptography;
using PiHub.Recorder.Files;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Journal;

/// <summary>Writes commits behind the journal's end. One caller at a time; after an exception the same commit is tried again, or given
/// up.</summary>
internal sealed class SegmentWriter(IFileSystem files, string folder, SegmentList segments) : IDisposable
{
    private const string Unfinished = ".new";

    private readonly PackWriter _beginning = new();
    private JournalSegment? _tail;
    private IStorageFile? _file;
    private long _bytesWritten;
    private long _syncs;

    // Something may lie behind the tail's last record.
    private bool _isDirty;

    // The tail's file cannot be trusted any more: after a failed sync a kernel forgets what it has not written, and the next sync succeeds.
    private bool _isLost;

    // A new segment may lie there already, so that nothing behind the old one's end would count.
    private bool _mustBegin;

    /// <summary>Bytes written since it was made.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>Syncs since it was made.</summary>
    public long Syncs => Interlocked.Read(ref _syncs);

    /// <summary>Goes on with what was found.</summary>
    /// <param name="tail">The segment to go on with; null: with a new one.</param>
    public void Continue(JournalSegment? tail)
    {
        Dispose();
        // What the killed program had written and not synced was read as committed; the first sync makes it so.
        (_tail, _isDirty, _isLost, _mustBegin) = (tail, tail is not null, false, false);
    }

    /// <summary>Writes a commit; on return it is on disk.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="state">What the journal knows before it.</param>
    /// <param name="mayExtend">Whether the tail may grow on; else a new segment begins.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Append(CommitEncoder commit, JournalState state, Predicate<JournalSegment> mayExtend, DateTimeOffset now)
    {
        Repair();
        JournalSegment? segment = _tail;
        if (segment is not null && !_mustBegin && mayExtend(segment))
        {
            Extend(segment, commit);
        }
        else
        {
            segment = Begin(commit, state, now);
        }

        segment.Newest = UnixTime.Floor(now);
        segments.Committed(commit.Next - 1, commit.Samples);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Extend(JournalSegment segment, CommitEncoder commit)
    {
        _isDirty = true;
        _file ??= files.Open(segment.Path);
        commit.Seal(segment.Salt.GetValueOrDefault());
        _file.Write(segment.Length, commit.Bytes);
        Interlocked.Add(ref _bytesWritten, commit.Bytes.Length);
        Sync(_file);
        segment.Note(new JournalPlace(segment.Length, segments.Head + 1, segments.Samples));
        segment.Length += commit.Bytes.Length;
        _isDirty = false;
    }

    // Under another name until its first commit is on disk, so that no segment is ever seen without its beginning.
    private JournalSegment Begin(CommitEncoder commit, JournalState state, DateTimeOffset now)
    {
        long first = segments.Head + 1;
        string path = JournalSegment.PathOf(folder, first);
        Span<byte> salt = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(salt);
        var segment = new JournalSegment(path, first)
        {
            Salt = BinaryPrimitives.ReadUInt64LittleEndian(salt),
            SamplesBefore = segments.Samples,
            Begun = UnixTime.Floor(now),
        };
        commit.Seal(segment.Salt.GetValueOrDefault());
        _beginning.Clear();
        state.Write(_beginning, segment);
        _beginning.WriteBytes(commit.Bytes);

        _mustBegin = true;
        DeleteUnfinished();
        IStorageFile file = files.Open(path + Unfinished);
        try
        {
            file.Write(0, _beginning.Written);
            Interlocked.Add(ref _bytesWritten, _beginning.Length);
            file.Sync();
            files.Move(path + Unfinished, path);
            files.SyncFolder(folder);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        Interlocked.Add(ref _syncs, 2); // the file and its name
        segment.Length = _beginning.Length;
        Dispose();
        (_tail, _file, _mustBegin) = (segment, file, false);
        segments.Add(segment);
        return segment;
    }

    private void DeleteUnfinished()
    {
        foreach (string path in files.List(folder))
        {
            if (path.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                files.Delete(path);
            }
        }
    }

    // Cuts what a failed attempt, or a killed program, left behind the last record.
    private void Repair()
    {
        if (!_isDirty || _tail is null)
        {
            return;
        }

        Dispose();
        if (!_isLost)
        {
            IStorageFile file = files.Open(_tail.Path);
            _file = file;
            if (file.Length >= _tail.Length)
            {
                file.SetLength(_tail.Length);
                Sync(file);
                files.SyncFolder(folder);
                _isDirty = false;
                return;
            }
        }

        // Failed, or taken away by somebody. What it has beyond its last commit does not count once the next segment is there.
        Continue(tail: null);
    }

    private void Sync(IStorageFile file)
    {
        try
        {
            file.Sync();
            Interlocked.Increment(ref _syncs);
        }
        catch
        {
            _isLost = true;
            throw;
        }
    }
}
