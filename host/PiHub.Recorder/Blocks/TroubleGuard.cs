using PiHub.Recorder.Engine;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks;

/// <summary>Turns trouble with the disk into the engine's exception, and leaves a mark when the index is damaged.</summary>
/// <param name="indexPath">The index' file, for messages.</param>
/// <param name="folder">The folder of block files, for messages.</param>
internal sealed class TroubleGuard(string indexPath, string folder)
{
    /// <summary>A file beside the index that says that it was found damaged in use: the next opening makes it anew.</summary>
    /// <param name="indexPath">The index' file.</param>
    public static string MarkOf(string indexPath) => indexPath + ".damaged";

    /// <summary>Cause, place and remedy; null when it is no trouble with the disk.</summary>
    public string? Describe(Exception exception)
    {
        if (DiskTrouble.IsDamage(exception))
        {
            Mark();
            return $"the index '{indexPath}' is damaged. Start the hub again: it is then made anew from the block files.";
        }

        return DiskTrouble.Describe(exception, exception is IOException or UnauthorizedAccessException ? folder : indexPath);
    }

    /// <summary>Runs work that uses the disk.</summary>
    /// <exception cref="EngineException">The disk fails.</exception>
    public T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not EngineException && Describe(exception) is { } trouble)
        {
            throw new EngineException(trouble, exception);
        }
    }

    /// <summary>Runs work that uses the disk.</summary>
    /// <exception cref="EngineException">The disk fails.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is not EngineException && Describe(exception) is { } trouble)
        {
            throw new EngineException(trouble, exception);
        }
    }

    /// <summary>Runs work that uses the disk.</summary>
    /// <exception cref="EngineException">The disk fails.</exception>
    public async Task RunAsync(Func<Task> work) => await RunAsync(async () =>
    {
        await work();
        return true;
    });

    private void Mark()
    {
        try
        {
            if (!File.Exists(MarkOf(indexPath)))
            {
                File.WriteAllBytes(MarkOf(indexPath), []);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then the damage is found once more.
        }
    }
}
