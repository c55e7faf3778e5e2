using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Recorder.Replay;

/// <summary>Reads on connections of its own, on the thread pool.</summary>
internal sealed class SqliteReads(SqliteDatabase database, int concurrency) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(concurrency, concurrency);
    private readonly CancellationTokenSource _stopping = new();

    public async ValueTask<T> RunAsync<T>(Func<SqliteConnection, CancellationToken, T> read, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _free.WaitAsync(cancelled.Token);
        try
        {
            return await Task.Run(
                () =>
                {
                    using SqliteConnection connection = database.Open();
                    using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
                    return read(connection, cancelled.Token);
                },
                cancelled.Token);
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        for (int i = 0; i < concurrency; i++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }

        _free.Dispose();
        _stopping.Dispose();
    }
}
