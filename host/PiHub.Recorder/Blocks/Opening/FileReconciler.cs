using Microsoft.Data.Sqlite;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>Makes block files and index agree after a kill: cuts off what the index does not know (the journal still has it), and names
/// what the index knows but the disk lost.</summary>
internal sealed class FileReconciler(BlockIndex index, IFileSystem fileSystem, BlockFiles files, DamageLog damages)
{
    /// <summary>Does it.</summary>
    /// <returns>False when the index is older than the files: it must be made anew.</returns>
    public bool Run()
    {
        using SqliteConnection connection = index.Open();
        long generation = IndexContent.State(connection)?.Generation ?? 0;
        List<FileRow> rows = IndexContent.Files(connection);
        List<int> onDisk = BlockFolder.Numbers(fileSystem, files.Folder);
        foreach (int number in onDisk)
        {
            if (IsNewer(fileSystem, files.Folder, number, LengthOf(rows, number), generation))
            {
                return false;
            }
        }

        // What a file that is gone had may have been copied behind the end that the index knows.
        if (rows.Exists(row => !onDisk.Contains(row.Number))
            && onDisk.Exists(number => IsNewer(fileSystem, files.Folder, number, LengthOf(rows, number), generation: -2)))
        {
            return false;
        }

        files.Clear();
        foreach (FileRow row in rows)
        {
            long length = onDisk.Contains(row.Number) ? CutOff(row) : 0;
            if (length < row.Length)
            {
                Lose(connection, row, length, onDisk.Contains(row.Number));
            }
            else
            {
                files.Put(row);
            }
        }

        foreach (int number in onDisk)
        {
            if (!rows.Exists(row => row.Number == number))
            {
                files.Delete(number);
            }
        }

        return true;
    }

    /// <summary>Whether a file has blocks that are newer than the index. A kill leaves at most those of one commit behind the end: newer
    /// ones mean that the index is an older copy.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="folder">The folder of block files.</param>
    /// <param name="number">The file.</param>
    /// <param name="known">How much of it the index knows, bytes.</param>
    /// <param name="generation">The newest that the index knows.</param>
    public static bool IsNewer(IFileSystem fileSystem, string folder, int number, long known, long generation)
    {
        using var file = new BlockFile(fileSystem, folder, number);
        if (file.Length <= known)
        {
            return false;
        }

        foreach (FoundBlock found in file.Scan())
        {
            if (found.Offset >= known && found.Header?.Generation > generation + 1)
            {
                return true;
            }
        }

        return false;
    }

    private static long LengthOf(List<FileRow> rows, int number) => rows.Find(row => row.Number == number).Length;

    private long CutOff(FileRow row)
    {
        using var file = new BlockFile(fileSystem, files.Folder, row.Number);
        if (file.Length > row.Length)
        {
            file.Truncate(row.Length);
            file.Sync(); // so that it does not come back with the next power cut
        }

        return file.Length;
    }

    private void Lose(SqliteConnection connection, FileRow row, long length, bool isThere)
    {
        var lost = new Dictionary<(long Series, BlockKind Kind), BlockRow>();
        List<BlockRow> gone = IndexContent.BlocksOf(connection, row.Number).FindAll(block => block.Offset + block.Length > length);
        long live = row.Live;
        HashSet<long> deleted = [.. IndexContent.Gone(connection)];
        foreach (BlockRow block in gone)
        {
            live -= block.Length;
            if (deleted.Contains(block.Series))
            {
                continue;
            }

            (long Series, BlockKind Kind) key = (block.Series, block.Kind);
            lost[key] = !lost.TryGetValue(key, out BlockRow sum) ? block : sum with
            {
                From = Math.Min(sum.From, block.From), To = Math.Max(sum.To, block.To), Count = sum.Count + block.Count,
            };
        }

        FileRow kept = row with { Length = length, Live = Math.Max(0, live) };
        index.Writer.InTransaction(writer =>
        {
            gone.ForEach(block => writer.RemoveBlock(block));
            foreach (BlockRow sum in lost.Values)
            {
                Damage damage = damages.Lost(sum);
                writer.AddDamage(damage);
            }

            if (isThere)
            {
                writer.PutFile(kept);
            }
            else
            {
                writer.RemoveFile(row.Number);
            }
        });
        if (isThere)
        {
            files.Put(kept);
        }
    }
}
