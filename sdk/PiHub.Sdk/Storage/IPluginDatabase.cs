using System.Data.Common;

namespace PiHub.Sdk.Storage;

/// <summary>The plugin's own SQLite database and folder, kept over restarts and upgrades. Implemented by the host; injected.</summary>
/// <remarks>There for plugins that declare <c>AddDatabase</c>. The host migrates it before any class of the plugin is created, and keeps a
/// checked copy of it from before each migration, which a rollback brings back. Since 0.2.</remarks>
public interface IPluginDatabase
{
    /// <summary>The plugin's own folder, for files besides the database; an absolute path. It exists.</summary>
    string Folder { get; }

    /// <summary>Opens a connection from a pool, with foreign keys on, write-ahead log and full synchronisation: what is committed survives a
    /// power cut. Dispose it soon; at the plugin's stop all connections are closed.</summary>
    /// <returns>An open connection of the caller's own; not to be shared between threads.</returns>
    /// <exception cref="DbException">The database cannot be opened, e.g. because the disk fails.</exception>
    DbConnection Open();
}
