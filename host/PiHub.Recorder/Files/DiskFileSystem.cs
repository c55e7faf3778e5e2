using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PiHub.Recorder.Files;

/// <summary>The machine's files.</summary>
internal sealed partial class DiskFileSystem(WriteMeter meter) : IFileSystem
{
    public IStorageFile Open(string path) => new DiskFile(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, meter);

    public IStorageFile OpenRead(string path) => new DiskFile(path, FileMode.Open, FileAccess.Read, meter);

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
            Directory.CreateDirectory(path);
            SyncFolder(parent);
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        string[] paths = Directory.GetFiles(folder);
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    public void Delete(string path) => File.Delete(path);

    public void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public void SyncFolder(string folder)
    {
        // .NET opens no folders; the kernel does.
        using SafeFileHandle handle = OpenFolder(folder, OpenReadOnly | OpenDirectory | OpenCloseOnExec);
        if (handle.IsInvalid || Flush(handle) != 0)
        {
            throw new IOException($"'{folder}' cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        meter.Synced();
    }

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    public long TotalBytes(string folder) => new DriveInfo(folder).TotalSize;

    private const int OpenReadOnly = 0;
    private const int OpenCloseOnExec = 0x80000;

    // asm-generic/fcntl.h; ARM has numbers of its own for this one.
    private static readonly int OpenDirectory =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x4000 : 0x10000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Flush(SafeFileHandle handle);
}
