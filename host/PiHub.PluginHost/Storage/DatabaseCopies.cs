using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Storage;

/// <summary>Checked copies of a plugin's database, each as a version left it; the two newest are kept.</summary>
internal sealed class DatabaseCopies(string dataFolder)
{
    private const int Kept = 2;
    private const string Extension = ".db";

    private readonly string _folder = Path.Combine(dataFolder, "copies");
    private readonly string _database = Path.Combine(dataFolder, PluginDatabase.FileName);

    /// <summary>Copies the database. On return the copy is checked and on disk.</summary>
    /// <exception cref="SqliteException">It cannot be copied; there is no new copy.</exception>
    /// <exception cref="IOException">As above.</exception>
    public void Take(SqliteConnection connection, string version)
    {
        Directory.CreateDirectory(_folder);
        string partial = PathOf(version) + ".partial";
        File.Delete(partial);
        try
        {
            connection.Execute("VACUUM INTO @partial", new { partial });
            Check(partial);
            Sync(partial);
            File.Move(partial, PathOf(version), overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Deletes all but the newest copies.</summary>
    /// <returns>The versions whose copies are gone.</returns>
    public IReadOnlyList<string> Prune()
    {
        var gone = new List<string>();
        foreach (FileInfo copy in new DirectoryInfo(_folder).GetFiles("*" + Extension)
            .OrderByDescending(file => file.LastWriteTimeUtc).ThenByDescending(file => file.Name, StringComparer.Ordinal).Skip(Kept))
        {
            copy.Delete();
            gone.Add(Path.GetFileNameWithoutExtension(copy.Name));
        }

        return gone;
    }

    /// <summary>When the copy was taken that takes the database back to a version, UTC; null when there is none, or when the schema is
    /// the same and nothing has to go back.</summary>
    public DateTimeOffset? Find(string version)
    {
        string copy = PathOf(version);
        if (!File.Exists(copy))
        {
            return null;
        }

        bool isSame = File.Exists(_database)
            && SchemaOf(_database) is { } current && SchemaOf(copy) is { } earlier && current.SequenceEqual(earlier);
        return isSame ? null : File.GetLastWriteTimeUtc(copy);
    }

    /// <summary>Prepares a copy to take the database's place.</summary>
    /// <returns>The prepared file, checked and on disk.</returns>
    public string Prepare(string version)
    {
        string restoring = _database + ".restoring";
        File.Copy(PathOf(version), restoring, overwrite: true);
        Check(restoring);
        Sync(restoring);
        return restoring;
    }

    /// <summary>Puts a prepared file in the database's place. Nothing may have the database open.</summary>
    public void Replace(string restoring)
    {
        FinishLog();

        // Before the rename: with the new file beside it, an old log would be taken for the new file's.
        File.Delete(_database + "-wal");
        File.Delete(_database + "-shm");
        File.Move(restoring, _database, overwrite: true);
    }

    private static void Check(string path)
    {
        using SqliteConnection connection = OpenToRead(path);
        DamageCheck.Run(connection);
    }

    private static void Sync(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static SqliteConnection OpenToRead(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    // Null: it is damaged. Trouble with the disk is no reason to replace anything.
    private static IReadOnlyList<string>? SchemaOf(string path)
    {
        try
        {
            using SqliteConnection connection = OpenToRead(path);
            return PluginSchema.Read(connection).Applied;
        }
        catch (SqliteException failure) when (DiskTrouble.IsDamage(failure))
        {
            return null;
        }
    }

    // So that the database is whole without its log, should the power fail before it is replaced.
    private void FinishLog()
    {
        if (!File.Exists(_database + "-wal"))
        {
            return;
        }

        try
        {
            SqliteConnection connection = new SqliteDatabase(_database).Open();
            try
            {
                connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            finally
            {
                SqliteDatabase.Discard(connection);
            }
        }
        catch (SqliteException failure) when (DiskTrouble.IsDamage(failure))
        {
            // Damaged, and about to be replaced.
        }
    }

    private string PathOf(string version) => Path.Combine(_folder, version + Extension);
}
