using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Storage;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>A folder for one test's store, deleted afterwards, and what the store logs.</summary>
internal sealed class StoreFolder : IDisposable, ILogger
{
    public const int StoringFails = 60;
    public const int StoringWorksAgain = 61;
    public const int UnitRefused = 62;
    public const int DamagedFileMoved = 64;

    private readonly ConcurrentQueue<int> _logged = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _seen = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("pihub-store-").FullName;

    public string StorePath => Path.Combine(Folder, "mqtt.db");

    public SqliteBrokerStore Create(TimeProvider? time = null, Action<SqliteConnection>? opened = null, string? path = null) =>
        new(path ?? StorePath, time ?? TimeProvider.System, this, opened);

    public async Task<SqliteBrokerStore> OpenAsync(TimeProvider? time = null, Action<SqliteConnection>? opened = null)
    {
        SqliteBrokerStore store = Create(time, opened);
        await store.LoadAsync(CancellationToken.None);
        return store;
    }

    /// <summary>What a new start would find, in text. The store must not be open.</summary>
    public async Task<string> ReloadAsync(TimeProvider? time = null, string? path = null)
    {
        await using SqliteBrokerStore store = Create(time, path: path);
        return StateText.Of(await store.LoadAsync(CancellationToken.None));
    }

    public T Query<T>(string sql)
    {
        using SqliteConnection connection = new SqliteDatabase(StorePath).Open();
        return connection.QuerySingle<T>(sql);
    }

    public int Logged(int id) => _logged.Count(logged => logged == id);

    public Task SeenAsync(int id) => Source(id).Task;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _logged.Enqueue(eventId.Id);
        Source(eventId.Id).TrySetResult();
    }

    private TaskCompletionSource Source(int id) =>
        _seen.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
