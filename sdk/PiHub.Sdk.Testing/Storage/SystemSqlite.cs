using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace PiHub.Sdk.Testing.Storage;

/// <summary>Binds SQLite to the operating system's shared library, as the hub does.</summary>
internal static class SystemSqlite
{
    private const string BoundName = "e_sqlite3";

    // Debian, others, macOS, Windows.
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "sqlite3", "libsqlite3.dylib", "winsqlite3"];

    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Binds once per process.</summary>
    public static void Use() => _ = Bound.Value;

    private static bool Bind()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Somebody else in this process has bound it already.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (string candidate in name == BoundName ? SystemNames : [])
        {
            if (NativeLibrary.TryLoad(candidate, out IntPtr library))
            {
                return library;
            }
        }

        return IntPtr.Zero;
    }
}
