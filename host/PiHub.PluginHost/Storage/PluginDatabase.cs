using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using PiHub.Sdk.Storage;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Storage;

/// <summary>A plugin's database while the plugin runs. It outlives the plugin's container, whose services use it to their end.</summary>
internal sealed class PluginDatabase(string folder) : IPluginDatabase, IAsyncDisposable
{
    public const string FileName = "plugin.db";

    private readonly SqliteDatabase _database = new(Path.Combine(folder, FileName));
    private readonly Lock _lock = new(); // guards the two fields below

    // Weak: a connection that the plugin forgot may go like any other object, and its handle with it.
    private readonly ConditionalWeakTable<SqliteConnection, object> _opened = [];
    private bool _isDisposed;

    public string Folder => folder;

    public DbConnection Open()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            SqliteConnection connection = _database.Open();
            _opened.Add(connection, connection.ConnectionString);
            return connection;
        }
    }

    /// <summary>Closes every connection, also those that the plugin left open.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach ((SqliteConnection connection, _) in _opened)
            {
                connection.Dispose();
            }

            _opened.Clear();
            _database.ClosePool();
        }

        return ValueTask.CompletedTask;
    }
}
