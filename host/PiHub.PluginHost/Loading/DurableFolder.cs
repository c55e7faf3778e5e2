using System.Runtime.InteropServices;

namespace PiHub.PluginHost.Loading;

/// <summary>Moves and deletes folders so that a power cut leaves either the whole folder or none of it.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnly = 0; // O_RDONLY, open(2)

    /// <summary>Moves a folder to a place beside it on the same file system; complete and on disk when it returns.</summary>
    /// <exception cref="IOException">The target is there already, or a disk error.</exception>
    public static void Move(string source, string target)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(source, "*", SearchOption.AllDirectories).Append(source))
        {
            Sync(path);
        }

        string parent = Path.GetDirectoryName(target) ?? throw new IOException($"'{target}' has no parent folder.");
        Directory.CreateDirectory(parent);
        Directory.Move(source, target);
        Sync(parent);
        Sync(Path.GetDirectoryName(parent) ?? parent);
    }

    /// <summary>Deletes a folder; after an interruption it lies under a name that begins with <c>.deleted-</c>.</summary>
    public static void Delete(string folder)
    {
        string parent = Path.GetDirectoryName(folder) ?? throw new IOException($"'{folder}' has no parent folder.");
        string aside = Path.Combine(parent, $".deleted-{Path.GetFileName(folder)}");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.Move(folder, aside);
        Sync(parent);
        Directory.Delete(aside, recursive: true);
    }

    /// <summary>Ends the deletions below a folder that were interrupted.</summary>
    public static void DeleteLeftovers(string parent)
    {
        foreach (string aside in Directory.EnumerateDirectories(parent, ".deleted-*"))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static void Sync(string path)
    {
        int file = Open(path, ReadOnly);
        if (file < 0)
        {
            throw new IOException($"'{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        try
        {
            if (FSync(file) != 0)
            {
                throw new IOException($"'{path}' cannot be written to disk: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
        finally
        {
            _ = Close(file); // only its data mattered, and that is on disk
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int file);
}
