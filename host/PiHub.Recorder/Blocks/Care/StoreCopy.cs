using Microsoft.Data.Sqlite;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Files;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Care;

/// <summary>Copies index and block files as they are at one moment. A block file that is full never changes again: a
/// second name is copy enough, and takes no space. The others grow on, so what counts of them is copied.</summary>
internal sealed class StoreCopy(BlockIndex index, BlockFiles files, IFileSystem fileSystem)
{
    /// <summary>Copies; the caller holds the gate.</summary>
    /// <param name="folder">A folder on the same disk, there and empty.</param>
    /// <exception cref="SqliteException">The index cannot be copied.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Run(string folder)
    {
        using (SqliteConnection connection = index.Open())
        {
            using var copy = new Statement(connection, "VACUUM INTO ?1");
            copy.Bind(1, Path.Combine(folder, Path.GetFileName(index.Path)));
            copy.Execute();
        }

        string blocks = Path.Combine(folder, Path.GetFileName(files.Folder));
        fileSystem.CreateFolder(blocks);
        foreach (FileRow row in files.Rows)
        {
            string from = BlockFile.PathOf(files.Folder, row.Number);
            string to = BlockFile.PathOf(blocks, row.Number);
            if (row.Length >= files.RotateBytes)
            {
                fileSystem.Link(from, to);
            }
            else
            {
                FileCopy.Run(fileSystem, from, to, row.Length);
            }
        }
    }
}
