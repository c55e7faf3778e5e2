using Microsoft.Data.Sqlite;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Frees the space of dead blocks: copies what lives in a mostly dead file to the newest one, and deletes it. A step at a time,
/// for who holds the gate.</summary>
internal sealed class Compactor(BlockIndex index, BlockFiles files, IFileSystem fileSystem, Ledger ledger, DamageLog damages) : IDisposable
{
    private const long StepCopiedBytes = 1_024 * 1_024;
    private const long StepReadBytes = 4 * StepCopiedBytes;

    // Files of what lasts are copied when half of them is dead; those of raw readings die by themselves soon.
    private const double LastingShare = 0.5;
    private const double RawShare = 0.25;

    private BlockFile? _source;
    private IEnumerator<FoundBlock>? _rest;
    private List<DeletionRow> _tombstones = [];

    /// <summary>Goes on a step.</summary>
    /// <returns>Whether there was something to do.</returns>
    public bool Step()
    {
        if (_source is null && !Begin())
        {
            return false;
        }

        BlockBatch batch = ledger.Begin();
        var moved = new List<DeletionRow>();
        bool more;
        try
        {
            more = Copy(batch, moved);
        }
        catch
        {
            batch.Undo();
            Stop();
            throw;
        }

        try
        {
            if (!batch.IsEmpty)
            {
                ledger.Commit(batch, [], 0, writer => moved.ForEach(row => writer.PutDeletion(row)));
            }

            if (!more)
            {
                Finish();
            }
        }
        catch
        {
            Stop();
            throw;
        }

        return true;
    }

    public void Dispose() => Stop();

    private bool Begin()
    {
        int raw = files.Target(isLasting: false, 0).Number;
        int lasting = files.Target(isLasting: true, 0).Number;
        FileRow? chosen = null;
        foreach (FileRow row in files.Rows)
        {
            bool isDue = row.Number != raw && row.Number != lasting && row.Live < row.Length * (row.IsLasting ? LastingShare : RawShare);
            chosen = isDue && (chosen is null || row.Live < chosen.Value.Live) ? row : chosen;
        }

        if (chosen is not { } found)
        {
            return false;
        }

        using (SqliteConnection connection = index.Open())
        {
            _tombstones = IndexContent.Deletions(connection);
        }

        _source = new BlockFile(fileSystem, files.Folder, found.Number);
        _rest = _source.Scan().GetEnumerator();
        return true;
    }

    private bool Copy(BlockBatch batch, List<DeletionRow> moved)
    {
        if (_source is not { } source || _rest is not { } rest)
        {
            return false;
        }

        long end = -1;
        while (batch.Bytes < StepCopiedBytes)
        {
            if (!rest.MoveNext())
            {
                return false;
            }

            FoundBlock found = rest.Current;
            end = end < 0 ? found.Offset + StepReadBytes : end;
            if (found.Header is { Kind: BlockKind.Tombstone } tombstone)
            {
                MoveTombstone(batch, tombstone, found, moved);
            }
            else if (found.Header is { } header && LiveRow(header, found) is { } row)
            {
                Move(batch, source, row, found);
            }

            if (found.Offset > end)
            {
                break;
            }
        }

        return true;
    }

    private BlockRow? LiveRow(BlockHeader header, FoundBlock found)
    {
        List<BlockRow> rows = ledger.Index.Before(header.SeriesId, header.Kind, header.From + 1, 1);
        return rows.Count == 1 && rows[0].File == _source?.Number && rows[0].Offset == found.Offset ? rows[0] : null;
    }

    private void Move(BlockBatch batch, BlockFile source, in BlockRow row, FoundBlock found)
    {
        if (found.IsDamaged)
        {
            damages.Found(row);
            return;
        }

        using StoredBlock block = source.Read(found.Offset, found.Length);
        (int file, long offset) = batch.Append(block.Header, block.Payload);
        batch.Move(row, file, offset);
    }

    private void MoveTombstone(BlockBatch batch, BlockHeader header, FoundBlock found, List<DeletionRow> moved)
    {
        DeletionRow row = _tombstones.Find(one => one.Device == header.Device);
        if (row.Device is not null && row.File == _source?.Number && row.Offset == found.Offset)
        {
            batch.Count(row.File, -row.Length);
            (int file, long offset) = batch.Append(header, []);
            batch.Count(file, row.Length);
            moved.Add(row with { File = file, Offset = offset });
        }
    }

    // Nothing that can be read lives in the file any more.
    private void Finish()
    {
        int number = _source?.Number ?? 0;
        Stop();
        if (files.Row(number) is { Live: > 0 })
        {
            using SqliteConnection connection = index.Open();
            foreach (BlockRow row in IndexContent.BlocksOf(connection, number))
            {
                damages.Found(row);
            }
        }

        index.Writer.InTransaction(writer => writer.RemoveFile(number));
        files.Delete(number);
    }

    private void Stop()
    {
        _rest?.Dispose();
        _source?.Dispose();
        (_rest, _source) = (null, null);
    }
}
