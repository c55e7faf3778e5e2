using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Files;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>Opens the index, or makes it anew from the block files when it is missing, damaged or not theirs.</summary>
internal sealed class StoreOpener(string indexPath, IFileSystem fileSystem, BlockFiles files, TimeProvider time, ILogger logger)
{
    // Checking a larger one would take too long; its damage shows when it is used.
    private const long MostCheckedBytes = 32L * 1_024 * 1_024;

    /// <summary>Opens it.</summary>
    /// <param name="damages">Is told what is lost.</param>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public BlockIndex Open(DamageLog damages)
    {
        fileSystem.CreateFolder(files.Folder);
        if (Path.GetDirectoryName(indexPath) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder); // SQLite has files of its own
        }

        RefuseNewer();
        var database = new SqliteDatabase(indexPath);
        string mark = TroubleGuard.MarkOf(indexPath);
        if (!File.Exists(mark) && TryOpen(database, damages) is { } index)
        {
            return index;
        }

        if (File.Exists(indexPath))
        {
            logger.IndexMovedAside(database.MoveAside(time.GetUtcNow()));
        }

        BlockIndex rebuilt = new IndexRebuild(database, fileSystem, files, logger).Run(damages);
        File.Delete(mark);
        return rebuilt;
    }

    private BlockIndex? TryOpen(SqliteDatabase database, DamageLog damages)
    {
        bool hasBlocks = BlockFolder.Numbers(fileSystem, files.Folder).Count > 0;
        if (!File.Exists(indexPath) && hasBlocks)
        {
            return null;
        }

        BlockIndex? index = null;
        bool isFine = false;
        try
        {
            index = new BlockIndex(database);
            isFine = IsFine(index, hasBlocks) && new FileReconciler(index, fileSystem, files, damages).Run();
        }
        catch (SqliteException exception) when (DiskTrouble.IsDamage(exception))
        {
            // The block files tell all.
        }
        finally
        {
            if (!isFine)
            {
                index?.Dispose();
                database.ClosePool();
            }
        }

        return isFine ? index : null;
    }

    private bool IsFine(BlockIndex index, bool hasBlocks)
    {
        using SqliteConnection connection = index.Open();
        if (new FileInfo(indexPath).Length <= MostCheckedBytes)
        {
            DamageCheck.Run(connection);
        }

        IndexState? state = IndexContent.State(connection);
        if (state is null && !hasBlocks)
        {
            index.Writer.InTransaction(writer => writer.PutState(new IndexState(0, 1, 0, IsComplete: true)));
            return true;
        }

        return state is { IsComplete: true };
    }

    private void RefuseNewer()
    {
        Span<byte> start = stackalloc byte[8];
        foreach (int number in BlockFolder.Numbers(fileSystem, files.Folder))
        {
            using IStorageFile file = fileSystem.OpenRead(BlockFile.PathOf(files.Folder, number));
            int read = file.Read(0, start);
            if (BlockFrame.IsNewer(start[..read]))
            {
                throw new InvalidOperationException(
                    $"'{file.Path}' was written by a newer PiHub. Install the newer version again, or restore a backup.");
            }
        }
    }
}
