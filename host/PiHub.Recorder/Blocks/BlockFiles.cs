using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks;

/// <summary>The block files of one store. Reads from any thread; the rest by one caller at a time, which writes.</summary>
/// <remarks>Files hold either raw readings, which go together when retention takes them, or what lasts. A file that was deleted stays
/// readable for who reads from it.</remarks>
internal sealed class BlockFiles(IFileSystem files, string folder, long rotateBytes) : IDisposable
{
    /// <summary>The usual <see cref="RotateBytes"/>: a file is copied in a few seconds, and a thousand of them are 16 GiB.</summary>
    public const long UsualRotateBytes = 16L * 1_024 * 1_024;

    private const int MostOpen = 64;

    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly Dictionary<int, FileRow> _rows = [];
    private readonly Dictionary<int, OpenedFile> _open = [];
    private long _uses;
    private int _highest;

    /// <summary>Behind so many bytes the next file begins.</summary>
    public long RotateBytes => rotateBytes;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>What they take on disk, bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                long sum = 0;
                foreach (FileRow row in _rows.Values)
                {
                    sum += row.Length;
                }

                return sum;
            }
        }
    }

    /// <summary>The files as the index has them.</summary>
    public FileRow[] Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows.Values];
            }
        }
    }

    /// <summary>What the index has of a file; null when it has none.</summary>
    public FileRow? Row(int number)
    {
        lock (_lock)
        {
            return _rows.TryGetValue(number, out FileRow row) ? row : null;
        }
    }

    /// <summary>Says what the index has of a file, after it was committed.</summary>
    public void Put(in FileRow row)
    {
        lock (_lock)
        {
            _rows[row.Number] = row;
            _highest = Math.Max(_highest, row.Number);
        }
    }

    /// <summary>The file to append to: the newest of its sort, or a new one when that is full.</summary>
    /// <param name="isLasting">The sort.</param>
    /// <param name="highest">The highest number that is given away besides those here.</param>
    public FileRow Target(bool isLasting, int highest)
    {
        lock (_lock)
        {
            FileRow newest = default;
            foreach (FileRow row in _rows.Values)
            {
                newest = row.IsLasting == isLasting && row.Number > newest.Number ? row : newest;
            }

            return newest.Number > 0 && newest.Length < rotateBytes ? newest : Fresh(isLasting, highest);
        }
    }

    /// <summary>A new file. No number is used twice, so that a block is found where an older look at the index says, or not at all.
    /// </summary>
    public FileRow Fresh(bool isLasting, int highest) => new(Math.Max(_highest, highest) + 1, isLasting, 0, 0);

    /// <summary>A file to write to, opened or created; a new name is not synced. <see cref="Return"/> it.</summary>
    public OpenedFile Rent(int number)
    {
        lock (_lock)
        {
            OpenedFile opened = Opened(number);
            if (opened.File.IsReadOnly)
            {
                Retire(number); // the disk may be writable again
                opened = Opened(number);
            }

            opened.Users++;
            return opened;
        }
    }

    public void Return(OpenedFile opened)
    {
        lock (_lock)
        {
            opened.Users--;
            CloseRetired(opened);
        }
    }

    /// <summary>Reads a block.</summary>
    /// <exception cref="BlockGoneException">It is somewhere else by now.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public StoredBlock Read(in BlockRow row)
    {
        OpenedFile opened;
        lock (_lock)
        {
            if (!_rows.ContainsKey(row.File))
            {
                throw new BlockGoneException();
            }

            opened = Opened(row.File);
            opened.Users++;
        }

        try
        {
            return opened.File.Read(row.Offset, row.Length);
        }
        finally
        {
            Return(opened);
        }
    }

    /// <summary>Deletes a file that the index no longer has.</summary>
    public void Delete(int number)
    {
        lock (_lock)
        {
            _rows.Remove(number);
            Retire(number);
        }

        files.Delete(BlockFile.PathOf(folder, number));
        files.SyncFolder(folder);
    }

    /// <summary>Makes the names of new files durable.</summary>
    public void SyncFolder() => files.SyncFolder(folder);

    /// <summary>Forgets all files, before the index is opened anew.</summary>
    public void Clear()
    {
        CloseAll();
        lock (_lock)
        {
            _rows.Clear();
        }
    }

    /// <summary>Closes all files; they are opened again when they are needed. After trouble with the disk only that helps.</summary>
    public void CloseAll()
    {
        lock (_lock)
        {
            foreach (int number in (int[])[.. _open.Keys])
            {
                Retire(number);
            }
        }
    }

    public void Dispose() => CloseAll();

    private OpenedFile Opened(int number)
    {
        if (!_open.TryGetValue(number, out OpenedFile? opened))
        {
            CloseIdle();
            opened = new OpenedFile(new BlockFile(files, folder, number));
            _open.Add(number, opened);
        }

        opened.LastUse = ++_uses;
        return opened;
    }

    private void CloseIdle()
    {
        if (_open.Count < MostOpen)
        {
            return;
        }

        OpenedFile? oldest = null;
        foreach (OpenedFile opened in _open.Values)
        {
            oldest = opened.Users == 0 && (oldest is null || opened.LastUse < oldest.LastUse) ? opened : oldest;
        }

        if (oldest is not null)
        {
            Retire(oldest.File.Number);
        }
    }

    private void Retire(int number)
    {
        if (_open.Remove(number, out OpenedFile? opened))
        {
            opened.IsRetired = true;
            CloseRetired(opened);
        }
    }

    private static void CloseRetired(OpenedFile opened)
    {
        if (opened.IsRetired && opened.Users == 0)
        {
            opened.File.Dispose();
        }
    }
}
