using PiHub.Recorder.Engine;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks;

/// <summary>Turns trouble with the disk into the engine's exception, and remembers that the index is damaged.</summary>
/// <param name="indexPath">The index' file, for messages.</param>
/// <param name="folder">The folder of block files, for messages.</param>
internal sealed class TroubleGuard(string indexPath, string folder)
{
    private int _indexIsDamaged;

    /// <summary>Whether the index was found damaged since <see cref="Reset"/>.</summary>
    public bool IndexIsDamaged => Volatile.Read(ref _indexIsDamaged) != 0;

    public void Reset() => Volatile.Write(ref _indexIsDamaged, 0);

    /// <summary>Cause, place and remedy; null when it is no trouble with the disk.</summary>
    public string? Describe(Exception exception)
    {
        if (DiskTrouble.IsDamage(exception))
        {
            Volatile.Write(ref _indexIsDamaged, 1);
            return $"the index '{indexPath}' is damaged; it is made anew from the block files.";
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
}
