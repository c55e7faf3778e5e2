namespace PiHub.Logs.Disk;

/// <summary>Appends lines to the newest file, begins a new one when it is full, and deletes the oldest. For one caller at a time.</summary>
/// <param name="folder">The folder of the files; created when it is not there.</param>
/// <param name="totalBytes">What all files together may take.</param>
internal sealed class LogAppender(string folder, long totalBytes) : IDisposable
{
    private const int Files = 8;

    // Owner and group only, like the rest of the data folder.
    private const UnixFileMode FileMask = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private const UnixFileMode FolderMask = FileMask | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;

    private readonly MemoryStream _batch = new();
    private FileStream? _file;

    private long SegmentBytes => totalBytes / Files;

    /// <summary>Appends lines; after an exception the next call begins anew.</summary>
    /// <param name="lines">In the order of their numbers.</param>
    /// <param name="sync">Whether they must be on the disk at the return, not only with the operating system.</param>
    /// <exception cref="IOException">The disk fails or is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Append(IReadOnlyList<LogLine> lines, bool sync)
    {
        try
        {
            foreach (LogLine line in lines)
            {
                long before = _batch.Length;
                LogLineJson.Write(_batch, line);
                FileStream file = _file ?? Open(line.Id);
                if (file.Length + _batch.Length > SegmentBytes && file.Length + before > 0)
                {
                    Rotate(before, line.Id);
                }
            }

            Write((int)_batch.Length);
            if (sync)
            {
                _file?.Flush(flushToDisk: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw;
        }
        finally
        {
            _batch.SetLength(0);
        }
    }

    /// <summary>Writes what the operating system holds to the disk.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Sync() => _file?.Flush(flushToDisk: true);

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    // The line that does not fit any more stays in the batch, for the next file.
    private void Rotate(long before, long nextId)
    {
        byte[] last = _batch.GetBuffer()[(int)before..(int)_batch.Length];
        Write((int)before);
        Dispose();
        Create(LogSegment.In(folder, nextId));
        _batch.Write(last);
    }

    private void Write(int count)
    {
        _file?.Write(_batch.GetBuffer(), 0, count);
        _batch.SetLength(0);
    }

    private FileStream Open(long nextId)
    {
        CreateFolder();
        LogSegment[] all = LogSegment.List(folder);
        FileStream file = Create(all.Length > 0 ? all[^1] : LogSegment.In(folder, nextId));
        if (file.Length > 0)
        {
            file.WriteByte((byte)'\n'); // ends what a power cut may have cut off; empty lines are no lines
        }

        return file;
    }

    private FileStream Create(LogSegment segment)
    {
        MakeRoom(segment);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMask;
        }

        return _file = new FileStream(segment.Path, options);
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FolderMask);
        }
    }

    private void MakeRoom(LogSegment newest)
    {
        LogSegment[] old = [.. LogSegment.List(folder).Where(segment => segment.FirstId < newest.FirstId)];
        long bytes = old.Sum(segment => new FileInfo(segment.Path).Length);
        foreach (LogSegment segment in old.TakeWhile(_ => bytes > totalBytes - SegmentBytes))
        {
            bytes -= new FileInfo(segment.Path).Length;
            File.Delete(segment.Path);
        }
    }
}
