using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Sqlite;

namespace PiHub.Backup.Tests;

/// <summary>A data folder with something of each kind in it, deleted afterwards.</summary>
internal sealed class HubFolder : IDisposable
{
    public HubFolder()
    {
        Write("keys/key-1.xml", "key");
        Write("plugin-data/tally/notes.txt", "notes");
        Write("readings/blocks/00000001.blocks", "written on while it is copied");
        Write("pihub.lock", "");
        Write("catalogue/index.json", "can be fetched again");
        Write("plugins/.staging/half.pihub", "under way");
        AddDatabase("hub.db", "first");
        AddDatabase("plugin-data/tally/plugin.db", "tally");
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("pihub-backup-").FullName;

    public BackupStore Store(Func<string, CancellationToken, ValueTask>? readings = null) =>
        new(Path, readings ?? CopyReadings, "1.2.3", TimeProvider.System, NullLogger<BackupStore>.Instance);

    /// <summary>The path of a backup that was just made.</summary>
    public async Task<string> BackUpAsync()
    {
        using BackupStore store = Store();
        BackupFile made = await store.CreateAsync(CancellationToken.None) ?? throw new InvalidOperationException("One is being made already.");
        return System.IO.Path.Combine(Path, "backups", made.Name);
    }

    public void Write(string name, string content)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!); // a file in a folder has one
        File.WriteAllText(path, content);
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public bool Has(string name) => File.Exists(PathOf(name));

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void AddDatabase(string name, string content)
    {
        var database = new SqliteDatabase(PathOf(name));
        using SqliteConnection connection = database.Open();
        connection.Execute("CREATE TABLE IF NOT EXISTS t(x TEXT); INSERT INTO t VALUES(@content)", new { content });
        SqliteDatabase.Discard(connection);
    }

    public IReadOnlyList<string> ReadDatabase(string name)
    {
        var database = new SqliteDatabase(PathOf(name));
        using SqliteConnection connection = database.Open();
        string[] rows = [.. connection.Query<string>("SELECT x FROM t")];
        SqliteDatabase.Discard(connection);
        return rows;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static ValueTask CopyReadings(string to, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(to, "blocks"));
        File.WriteAllText(System.IO.Path.Combine(to, "blocks", "00000001.blocks"), "consistent");
        return ValueTask.CompletedTask;
    }
}
