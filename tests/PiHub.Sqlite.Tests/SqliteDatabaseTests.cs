using Dapper;
using Microsoft.Data.Sqlite;

namespace PiHub.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private const string MakeA = "CREATE TABLE a(x INTEGER) STRICT; INSERT INTO a VALUES(1)";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pihub-sqlite-");
    private readonly SqliteDatabase _database;

    public SqliteDatabaseTests() => _database = new SqliteDatabase(Path.Combine(_folder.FullName, "test.db"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_AnyConnection_IsDurableAtCommit()
    {
        const long Full = 2;
        using SqliteConnection connection = _database.Open();
        Assert.Equal("wal", connection.ExecuteScalar<string>("PRAGMA journal_mode"));
        Assert.Equal(Full, connection.ExecuteScalar<long>("PRAGMA synchronous"));
        Assert.Equal(1, connection.ExecuteScalar<long>("PRAGMA foreign_keys"));
    }

    [Fact]
    public void Open_AnyConnection_UsesTheSystemsLibrary()
    {
        using SqliteConnection connection = _database.Open();
        Assert.Contains("libsqlite3.so.0", File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderMissing_Throws() =>
        Assert.Throws<SqliteException>(() => new SqliteDatabase(Path.Combine(_folder.FullName, "none", "test.db")).Open());

    [Fact]
    public void Migrate_Again_AppliesOnlyWhatIsNew()
    {
        _database.Migrate("part", [MakeA]);
        _database.Migrate("part", [MakeA]);
        _database.Migrate("part", [MakeA, "UPDATE a SET x=x+1"]);
        _database.Migrate("part", [MakeA, "UPDATE a SET x=x+1"]);
        using SqliteConnection connection = _database.Open();
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT x FROM a"));
    }

    [Fact]
    public void Migrate_TwoParts_CountApart()
    {
        _database.Migrate("one", [MakeA]);
        _database.Migrate("two", ["CREATE TABLE b(x INTEGER) STRICT", "INSERT INTO b VALUES(7)"]);
        using SqliteConnection connection = _database.Open();
        Assert.Equal(
            [("one", 1L), ("two", 2L)], connection.Query<(string, long)>("SELECT part, version FROM schema_version ORDER BY part"));
    }

    [Fact]
    public void Migrate_ScriptFails_LeavesNothing()
    {
        Assert.Throws<SqliteException>(() => _database.Migrate("part", [MakeA, "INSERT INTO missing VALUES(1)"]));
        using SqliteConnection connection = _database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public void Migrate_FileOfANewerProgram_IsRefusedUntouched()
    {
        _database.Migrate("part", [MakeA, "UPDATE a SET x=2"]);
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => _database.Migrate("part", [MakeA]));
        Assert.Contains("version 2 of 'part', written by a newer PiHub; this one knows up to 1", refusal.Message, StringComparison.Ordinal);
        using SqliteConnection connection = _database.Open();
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT version FROM schema_version"));
    }

    [Fact]
    public void Migrate_NothingNew_WritesNothing()
    {
        _database.Migrate("part", [MakeA]);
        using SqliteConnection connection = _database.Open();
        long before = connection.ExecuteScalar<long>("PRAGMA data_version");
        _database.Migrate("part", [MakeA]);
        Assert.Equal(before, connection.ExecuteScalar<long>("PRAGMA data_version"));
    }

    [Fact]
    public void MoveAside_DamagedFile_KeepsItsBytesAndMakesRoom()
    {
        _database.Migrate("part", [MakeA]);
        using (SqliteConnection connection = _database.Open())
        {
            DamageCheck.Run(connection);
            SqliteDatabase.Discard(connection);
        }

        byte[] damaged = File.ReadAllBytes(_database.Path);
        damaged.AsSpan(100, 3_000).Fill(0xEE);
        File.WriteAllBytes(_database.Path, damaged);
        using (SqliteConnection connection = _database.Open())
        {
            SqliteException damage = Assert.Throws<SqliteException>(() => DamageCheck.Run(connection));
            Assert.True(DiskTrouble.IsDamage(damage));
            SqliteDatabase.Discard(connection);
        }

        string aside = _database.MoveAside(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        Assert.Equal(_database.Path + ".damaged-20260102T030405.678Z", aside);
        Assert.Equal(damaged, File.ReadAllBytes(aside));
        Assert.False(File.Exists(_database.Path));
        _database.Migrate("part", [MakeA]);
    }
}
