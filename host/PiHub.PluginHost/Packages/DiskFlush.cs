using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PiHub.PluginHost.Packages;

/// <summary>Puts on disk what was written, so that a power cut cannot take it back.</summary>
internal static class DiskFlush
{
    /// <summary>Flushes a whole file system: contents, names and folders. One call for thousands of files spares an SD card.</summary>
    /// <param name="file">Any file on it.</param>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public static void FileSystemOf(string file)
    {
        using SafeFileHandle handle = File.OpenHandle(file);
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
        }
        else if (SyncFileSystem(handle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException(new Win32Exception(error).Message, error);
        }
    }

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileSystem(SafeFileHandle descriptor);
}
