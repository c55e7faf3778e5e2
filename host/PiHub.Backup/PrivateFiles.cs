namespace PiHub.Backup;

/// <summary>Files and folders that only the hub's user can open: backups hold keys.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The file is there already, or cannot be created.</exception>
    public static FileStream Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The hub runs on Linux.");
        }

        return new FileStream(
            path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = FileRights });
    }

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The hub runs on Linux.");
        }

        Directory.CreateDirectory(path, FileRights | UnixFileMode.UserExecute);
    }
}
