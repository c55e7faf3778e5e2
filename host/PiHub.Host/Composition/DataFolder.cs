using System.Text;
using PiHub.Backup;

namespace PiHub.Host.Composition;

/// <summary>The hub's data folder and the places in it.</summary>
internal sealed class DataFolder(string path)
{
    // Owner and group only: the folder holds keys and the administration socket.
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    // sun_path of sockaddr_un, unix(7), without its closing null character.
    private const int MaximumSocketPathBytes = 107;

    public string Root { get; } = Path.GetFullPath(path);

    public string DatabasePath => Path.Combine(Root, "hub.db");

    public string MqttStorePath => Path.Combine(Root, "mqtt.db");

    public string BridgesPath => Path.Combine(Root, "bridges");

    public string SocketPath => Path.Combine(Root, "pihub.sock");

    public string ReadingsPath => Path.Combine(Root, "readings");

    public string KeysPath => Path.Combine(Root, "keys");

    public string TlsPath => Path.Combine(Root, "tls");

    public string LogsPath => Path.Combine(Root, "logs");

    public string PluginsPath => Path.Combine(Root, "plugins");

    public string CataloguePath => Path.Combine(Root, "catalogue");

    public string PluginDataPath => Path.Combine(Root, "plugin-data");

    /// <summary>Why the folder cannot be used at all, in a sentence; null when nothing is known against it.</summary>
    public string? Objection => Encoding.UTF8.GetByteCount(SocketPath) > MaximumSocketPathBytes
        ? $"the path of the data folder '{Root}' is too long: with /pihub.sock it may have {MaximumSocketPathBytes} bytes. Choose a shorter one with --data."
        : null;

    /// <summary>Creates the folder where it is missing and takes it for this process.</summary>
    /// <returns>Dispose it to let another hub have the folder.</returns>
    /// <exception cref="StartException">It cannot be written, or another hub has it.</exception>
    public IDisposable Take()
    {
        if (Objection is { } objection)
        {
            throw new StartException(objection);
        }

        return Try(() =>
        {
            Directory.CreateDirectory(Root, FolderMode);
            FileStream taken = OpenLock();
            RestoreSwap.Finish(Root); // one that a power cut interrupted
            foreach (string folder in (string[])[ReadingsPath, KeysPath, PluginsPath])
            {
                Directory.CreateDirectory(folder, FolderMode);
            }

            return taken;
        });
    }

    /// <summary>Takes the folder, which is there, for this process and changes nothing else.</summary>
    /// <returns>Dispose it to let a hub have the folder; null when a hub has it.</returns>
    /// <exception cref="StartException">It is not there or cannot be written.</exception>
    public IDisposable? TryLock()
    {
        if (!Directory.Exists(Root))
        {
            throw new StartException($"there is no data folder '{Root}'. Name another with --data.");
        }

        return Try<IDisposable?>(() =>
        {
            try
            {
                return OpenLock();
            }
            catch (IOException exception) when (IsLocked(exception))
            {
                return null;
            }
        });
    }

    private FileStream OpenLock() =>
        new(Path.Combine(Root, "pihub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private T Try<T>(Func<T> take)
    {
        try
        {
            return take();
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartException($"the data folder '{Root}' cannot be written by user '{Environment.UserName}'. Change its owner, or choose another with --data.");
        }
        catch (IOException exception) when (IsLocked(exception))
        {
            throw new StartException($"another hub runs on the data folder '{Root}'. Stop it first, or choose another folder with --data.");
        }
        catch (IOException exception)
        {
            throw new StartException($"the data folder '{Root}' cannot be used: {exception.Message}");
        }
    }

    // EWOULDBLOCK (11 on Linux): the runtime's advisory lock is held by another process.
    private static bool IsLocked(IOException exception) => exception.HResult == 11;
}
