using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Index;

/// <summary>The index of one store: a connection that writes and a few that read. Readers from any thread.</summary>
internal sealed class BlockIndex : IDisposable
{
    private const int IdleReaders = 4;

    private readonly SqliteDatabase _database;
    private readonly ConcurrentBag<IndexReader> _idle = [];
    private readonly Lock _lock = new();
    private IndexWriter? _writer;
    private bool _disposed; // guarded by _lock

    /// <summary>Opens it, creating or updating its tables.</summary>
    /// <exception cref="SqliteException">It is damaged or the disk fails.</exception>
    /// <exception cref="InvalidOperationException">It was written by a newer program.</exception>
    public BlockIndex(SqliteDatabase database)
    {
        _database = database;
        _database.Migrate(IndexSchema.Part, IndexSchema.Migrations);
    }

    public string Path => _database.Path;

    /// <summary>What changes it; the caller is its only one. Opened anew after <see cref="DropWriter"/>.</summary>
    public IndexWriter Writer => _writer ??= new IndexWriter(_database.Open());

    /// <summary>Opens a connection of the caller's own.</summary>
    public SqliteConnection Open() => _database.Open();

    /// <summary>Finds blocks.</summary>
    public T Read<T>(Func<IndexReader, T> read)
    {
        if (!_idle.TryTake(out IndexReader? reader))
        {
            reader = new IndexReader(_database.Open(), owns: true);
        }

        T found;
        try
        {
            found = read(reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        Return(reader);
        return found;
    }

    /// <summary>Closes the writing connection: after trouble with the disk only a new one helps.</summary>
    public void DropWriter()
    {
        IndexWriter? writer = _writer;
        _writer = null;
        writer?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        DropWriter();
        while (_idle.TryTake(out IndexReader? reader))
        {
            reader.Dispose();
        }

        _database.ClosePool();
    }

    private void Return(IndexReader reader)
    {
        lock (_lock)
        {
            if (!_disposed && _idle.Count < IdleReaders)
            {
                _idle.Add(reader);
                return;
            }
        }

        reader.Dispose();
    }
}
