using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Storage;
using PiHub.Sdk.Storage;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Features;

/// <summary>Gives the plugin its own database: checked, copied before its schema changes, and migrated.</summary>
internal sealed class DatabaseFeature(LentServices lent, ILogger<DatabaseFeature> logger) : IPluginFeature
{
    private readonly HandlerCursors _cursors = new(lent.Samples.Log, lent.Time);

    public void Lend(PluginStart start, IServiceCollection services)
    {
        if (start.Declared.Migrations is not null)
        {
            var database = new PluginDatabase(start.DataFolder);
            start.Plugin.RegisterLast(() => database);
            services.AddSingleton<IPluginDatabase>(database);
        }
    }

    public async ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        if (start.Declared.Migrations is { } migrations)
        {
            await MigrateAsync(start.Id, start.DataFolder, start.VersionName, migrations, cancellationToken);
        }
    }

    public async ValueTask RollBackAsync(string dataFolder, string version, CancellationToken cancellationToken)
    {
        var copies = new DatabaseCopies(dataFolder);
        if (copies.Find(version) is not { } takenAt)
        {
            return; // the schema did not change: the version finds what it knows, and its handlers go on where they are
        }

        string id = Path.GetFileName(dataFolder);
        string restoring = copies.Prepare(version);

        // Cursors first: whatever interrupts this, samples are handled again rather than missed.
        await _cursors.RestoreAsync(id, version, cancellationToken);
        copies.Replace(restoring);
        Log.DatabaseRestored(logger, id, version, takenAt);
    }

    public async ValueTask ForgetAsync(string id, CancellationToken cancellationToken) => await _cursors.ForgetAsync(id, cancellationToken);

    /// <summary>Checks the database and brings its schema up to date, with a copy before.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used; the message says why, and nothing has changed.</exception>
    internal async Task MigrateAsync(
        string id, string dataFolder, string version, IReadOnlyList<DatabaseMigration> migrations, CancellationToken cancellationToken)
    {
        string path = Path.Combine(dataFolder, PluginDatabase.FileName);
        try
        {
            Directory.CreateDirectory(dataFolder);
            SqliteConnection connection = new SqliteDatabase(path).Open();
            try
            {
                DamageCheck.Run(connection);
                PluginSchema schema = PluginSchema.Read(connection);
                IReadOnlyList<DatabaseMigration> missing = schema.Missing(migrations);
                if (missing.Count > 0 && !schema.IsEmpty)
                {
                    await CopyAsync(connection, id, dataFolder, schema.Version ?? "unknown", cancellationToken);
                }

                schema.Apply(connection, missing, version, lent.Time.GetUtcNow());
                if (missing.Count > 0)
                {
                    Log.DatabaseMigrated(logger, id, missing.Count, missing[^1].Name);
                }
            }
            finally
            {
                SqliteDatabase.Discard(connection);
            }
        }
        catch (Exception failure) when (DiskTrouble.IsDamage(failure))
        {
            throw new InvalidOperationException(
                $"its database '{path}' is damaged ({failure.Message.TrimEnd('.')}) and left as it is; restore a backup, or move the file away",
                failure);
        }
        catch (Exception failure) when (DiskTrouble.Describe(failure, path) is { } trouble)
        {
            throw new InvalidOperationException($"its database cannot be opened: {trouble}", failure);
        }
    }

    private async Task CopyAsync(
        SqliteConnection connection, string id, string dataFolder, string version, CancellationToken cancellationToken)
    {
        var copies = new DatabaseCopies(dataFolder);
        try
        {
            copies.Take(connection, version);
        }
        catch (Exception failure) when (DiskTrouble.Describe(failure, dataFolder) is { } trouble)
        {
            throw new InvalidOperationException(
                $"its database cannot be copied before its schema changes, so nothing was changed: {trouble}", failure);
        }

        await _cursors.CopyAsync(id, version, cancellationToken);
        foreach (string gone in copies.Prune())
        {
            await _cursors.ForgetCopyAsync(id, gone, cancellationToken);
        }
    }
}
