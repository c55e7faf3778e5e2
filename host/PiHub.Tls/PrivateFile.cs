using System.Runtime.Versioning;
using System.Text;

namespace PiHub.Tls;

/// <summary>Writes files with keys: whole or not at all, and never readable by others in between.</summary>
internal static class PrivateFile
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [UnsupportedOSPlatform("windows")]
    public static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(folder, FolderMode);
        string file = Path.Combine(folder, name);
        string next = file + ".new";
        File.Delete(next);
        using (var stream = new FileStream(
            next, new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileMode }))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
    }
}
