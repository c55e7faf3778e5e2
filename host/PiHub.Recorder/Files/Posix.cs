using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PiHub.Recorder.Files;

/// <summary>What .NET does not offer: syncs that tell every failure (.NET's passes over a disk that an error has made read-only, and the
/// bytes would be lost), and syncs of folders.</summary>
internal static partial class Posix
{
    private const int Interrupted = 4;
    private const int OpenReadOnly = 0;
    private const int OpenCloseOnExec = 0x80000;

    // asm-generic/fcntl.h; ARM has numbers of its own for this one.
    private static readonly int OpenDirectory =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 ? 0x4000 : 0x10000;

    /// <summary>Returns when the file's bytes and its length are on the disk.</summary>
    /// <exception cref="IOException">They may not be.</exception>
    public static void SyncFile(SafeFileHandle handle, string path)
    {
        while (SyncBytes(handle) != 0)
        {
            ThrowUnlessInterrupted(path);
        }
    }

    /// <summary>Returns when the folder's names are on the disk.</summary>
    /// <exception cref="IOException">They may not be.</exception>
    public static void SyncFolder(string path)
    {
        using SafeFileHandle handle = Open(path);
        while (SyncAll(handle) != 0)
        {
            ThrowUnlessInterrupted(path);
        }
    }

    /// <summary>Gives a file a second name.</summary>
    /// <exception cref="IOException">It cannot have it.</exception>
    public static void Link(string path, string second)
    {
        if (MakeLink(path, second) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{second}'", error);
        }
    }

    private static SafeFileHandle Open(string folder)
    {
        while (true)
        {
            SafeFileHandle handle = OpenFolder(folder, OpenReadOnly | OpenDirectory | OpenCloseOnExec);
            if (!handle.IsInvalid)
            {
                return handle;
            }

            handle.Dispose();
            ThrowUnlessInterrupted(folder);
        }
    }

    private static void ThrowUnlessInterrupted(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
        {
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int MakeLink(string path, string second);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SyncAll(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SyncBytes(SafeFileHandle handle);
}
