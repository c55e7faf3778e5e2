using System.Buffers;
using PiHub.Recorder.Blocks.Index;

namespace PiHub.Recorder.Blocks;

/// <summary>Blocks that are written, and blocks that go, in one transaction of the index. One caller at a time.</summary>
/// <remarks>Order: append, <see cref="Sync"/>, <see cref="Record"/> within the transaction, then <see cref="Done"/>; on any failure
/// <see cref="Undo"/>, and what was appended is cut off again.</remarks>
internal sealed class BlockBatch(BlockFiles files, long generation)
{
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly List<BlockRow> _added = [];
    private readonly List<BlockRow> _removed = [];
    private readonly Dictionary<int, FileRow> _files = [];

    // What is written to, and how long it was.
    private readonly Dictionary<int, (OpenedFile Opened, long Length)> _written = [];
    private bool _creates;
    private int _rawTarget;
    private int _lastingTarget;

    /// <summary>The generation of its blocks.</summary>
    public long Generation => generation;

    /// <summary>Bytes appended.</summary>
    public long Bytes { get; private set; }

    /// <summary>Raw readings that it adds, less those that it removes.</summary>
    public long Readings { get; private set; }

    public bool IsEmpty => _added.Count == 0 && _removed.Count == 0 && _files.Count == 0;

    /// <summary>Appends a block to the files and adds it to the index.</summary>
    public void Add(BlockHeader header, ReadOnlySpan<byte> payload)
    {
        (int file, long offset) = Append(header, payload);
        Adopt(new BlockRow(header.SeriesId, header.Kind, header.From, header.To, header.Count, file, offset, _frame.WrittenCount));
    }

    /// <summary>Appends a tombstone.</summary>
    public DeletionRow AddTombstone(string device, long entry, long series)
    {
        var header = new BlockHeader
        {
            Kind = BlockKind.Tombstone, SeriesId = series, Device = device, Metric = "", From = entry, To = entry, Count = 0,
            Generation = generation,
        };
        (int file, long offset) = Append(header, []);
        Count(file, _frame.WrittenCount);
        return new DeletionRow(device, entry, series, file, offset, _frame.WrittenCount);
    }

    /// <summary>Points the index to a block that is in a file already.</summary>
    public void Adopt(in BlockRow row)
    {
        _added.Add(row);
        Count(row.File, row.Length);
        Readings += row.Kind == BlockKind.Raw ? row.Count : 0;
    }

    /// <summary>Removes a block from the index; its bytes are dead.</summary>
    public void Remove(in BlockRow row)
    {
        _removed.Add(row);
        Count(row.File, -row.Length);
        Readings -= row.Kind == BlockKind.Raw ? row.Count : 0;
    }

    /// <summary>Appends a block to the files; the index is told by <see cref="Move"/> or the caller.</summary>
    public (int File, long Offset) Append(BlockHeader header, ReadOnlySpan<byte> payload)
    {
        _frame.ResetWrittenCount();
        BlockFrame.Write(header, payload, _frame);
        FileRow target = Target(header.Kind != BlockKind.Raw);
        if (!_written.TryGetValue(target.Number, out (OpenedFile Opened, long Length) written))
        {
            written = (files.Rent(target.Number), target.Length);
            _written.Add(target.Number, written);
        }

        BlockFile file = written.Opened.File;
        _creates |= target.Length == 0;
        if (file.Length > target.Length)
        {
            file.Truncate(target.Length); // left by a failure that could not be cut off then
        }

        long offset = file.Append(_frame.WrittenSpan);
        _files[target.Number] = target with { Length = file.Length };
        Bytes += _frame.WrittenCount;
        return (target.Number, offset);
    }

    /// <summary>Points a block of the index to its copy.</summary>
    public void Move(in BlockRow row, int file, long offset)
    {
        Remove(row);
        Adopt(row with { File = file, Offset = offset });
    }

    /// <summary>Counts live bytes of a file.</summary>
    public void Count(int file, long bytes)
    {
        FileRow? row = _files.TryGetValue(file, out FileRow changed) ? changed : files.Row(file);
        if (row is { } known)
        {
            _files[file] = known with { Live = known.Live + bytes };
        }
    }

    /// <summary>Returns when all that was appended is on the disk.</summary>
    public void Sync()
    {
        foreach ((OpenedFile opened, _) in _written.Values)
        {
            opened.File.Sync();
        }

        if (_creates)
        {
            files.SyncFolder();
        }
    }

    /// <summary>Writes it to the index.</summary>
    public void Record(IndexWriter writer)
    {
        foreach (BlockRow row in _removed)
        {
            writer.RemoveBlock(row);
        }

        foreach (BlockRow row in _added)
        {
            writer.PutBlock(row);
        }

        foreach (FileRow row in _files.Values)
        {
            writer.PutFile(row);
        }
    }

    /// <summary>It is committed.</summary>
    public void Done()
    {
        foreach (FileRow row in _files.Values)
        {
            files.Put(row);
        }

        ReturnFiles();
    }

    /// <summary>Whether it is committed is not known: what was appended stays, and counts as dead until it is found in the index.</summary>
    public void Abandon()
    {
        foreach (FileRow row in _files.Values)
        {
            if (_written.ContainsKey(row.Number))
            {
                files.Put(row with { Live = files.Row(row.Number)?.Live ?? 0 });
            }
        }

        ReturnFiles();
        files.CloseAll();
    }

    /// <summary>Cuts off what was appended, as far as the disk allows; the index does not know of it.</summary>
    public void Undo()
    {
        foreach ((OpenedFile opened, long length) in _written.Values)
        {
            try
            {
                opened.File.Truncate(length);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next batch cuts it off before it appends.
            }
        }

        ReturnFiles();
        files.CloseAll();
    }

    private void ReturnFiles()
    {
        foreach ((OpenedFile opened, _) in _written.Values)
        {
            files.Return(opened);
        }

        _written.Clear();
    }

    private FileRow Target(bool isLasting)
    {
        int kept = isLasting ? _lastingTarget : _rawTarget;
        if (kept > 0 && _files[kept].Length < files.RotateBytes)
        {
            return _files[kept];
        }

        int highest = Math.Max(_lastingTarget, _rawTarget);
        FileRow target = kept > 0 ? files.Fresh(isLasting, highest) : files.Target(isLasting, highest);
        target = _files.TryGetValue(target.Number, out FileRow changed) ? changed : target;
        _files[target.Number] = target;
        _ = isLasting ? _lastingTarget = target.Number : _rawTarget = target.Number;
        return target;
    }
}
