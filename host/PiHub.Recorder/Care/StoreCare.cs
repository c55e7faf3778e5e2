using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Sqlite;

namespace PiHub.Recorder.Care;

/// <summary>Copies and checks a store while it works.</summary>
/// <param name="engine">The engine, open.</param>
/// <param name="journal">The journal, open.</param>
/// <param name="files">The disk.</param>
/// <param name="folder">The recorder's folder.</param>
internal sealed class StoreCare(IReadingEngine engine, SegmentJournal journal, IFileSystem files, string folder)
{
    /// <summary>Copies everything. The journal goes last and nothing leaves it meanwhile, so that it is never behind the blocks.</summary>
    /// <param name="copy">A folder on the same disk, there and empty.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EngineException">The disk or the server fails, or the store is not open.</exception>
    public Task BackupAsync(string copy, CancellationToken cancellationToken) => HoldingAsync(
        async () =>
        {
            await Task.Run(() => CopyOthers(copy), cancellationToken);
            await engine.CopyAsync(copy, cancellationToken);
            await Task.Run(() => journal.Copy(Path.Combine(copy, Path.GetFileName(journal.Folder))), cancellationToken);
            return true;
        });

    /// <summary>Reads every record and every block.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EngineException">The disk or the server fails, or the store is not open.</exception>
    public Task<VerifyResult> VerifyAsync(CancellationToken cancellationToken) => HoldingAsync(
        async () =>
        {
            (long records, IReadOnlyList<Damage> missing) = await Task.Run(() => journal.Verify(cancellationToken), cancellationToken);
            VerifyResult blocks = await engine.VerifyAsync(cancellationToken);
            return blocks with { Records = records, Damages = [.. missing, .. blocks.Damages] };
        });

    private async Task<T> HoldingAsync<T>(Func<Task<T>> work)
    {
        journal.Hold();
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is not EngineException && DiskTrouble.Describe(exception, folder) is { } trouble)
        {
            throw new EngineException(trouble, exception);
        }
        finally
        {
            journal.Release();
        }
    }

    // Older than the blocks: what a change of the basis asks for is then done once more. What was put aside stays behind.
    private void CopyOthers(string copy)
    {
        foreach (string path in files.List(folder))
        {
            string name = Path.GetFileName(path);
            if (name.EndsWith(".basis", StringComparison.Ordinal))
            {
                using IStorageFile file = files.OpenRead(path);
                FileCopy.Run(files, path, Path.Combine(copy, name), file.Length);
            }
            else if (name == Exchange.LegacyImport.FileName)
            {
                SqliteCopy.Run(path, Path.Combine(copy, name)); // not taken over yet, or not wholly
            }
        }
    }
}
