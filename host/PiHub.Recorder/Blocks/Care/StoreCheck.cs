using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Engine;

namespace PiHub.Recorder.Blocks.Care;

/// <summary>Reads every block and compares its checksum, beside all other work.</summary>
internal sealed class StoreCheck(BlockIndex index, BlockFiles files, DamageLog damages)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public VerifyResult Run(CancellationToken cancellationToken)
    {
        (long blocks, long bytes) = (0, 0);
        var found = new List<Damage>();
        var walk = new IndexWalk(index);
        for (List<BlockRow> page = walk.Next(); page.Count > 0; page = walk.Next())
        {
            foreach (BlockRow row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsDamaged(row) && damages.Found(row) is { } damage)
                {
                    found.Add(damage);
                }

                blocks++;
                bytes += row.Length;
            }
        }

        return new VerifyResult(blocks, bytes, found);
    }

    private bool IsDamaged(in BlockRow row)
    {
        try
        {
            using StoredBlock block = files.Read(row);
            return block.Header.SeriesId != row.Series || block.Header.From != row.From || block.Header.Count != row.Count;
        }
        catch (BlockGoneException)
        {
            return false; // it was moved or replaced meanwhile
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
