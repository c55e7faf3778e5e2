using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace PiHub.Sqlite;

/// <summary>Binds SQLite to the operating system's shared library, so that the distribution patches it.</summary>
internal static class SystemSqlite
{
    private const string BoundName = "e_sqlite3";
    private const string SystemName = "libsqlite3.so.0";
    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Binds once per process.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed (Debian: libsqlite3-0).</exception>
    public static void Use() => _ = Bound.Value;

    private static bool Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == BoundName ? NativeLibrary.Load(SystemName) : IntPtr.Zero;
}
