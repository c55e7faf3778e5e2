using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PiHub.Host.Composition;

/// <summary>Starts the program anew in the same process: same number, terminal and service, and nothing left of the former run.</summary>
internal static partial class ProcessImage
{
    private const string Executable = "/proc/self/exe";
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>Replaces this program by a new run of it with the same arguments; returns only by an exception.</summary>
    /// <exception cref="Win32Exception">The kernel refuses.</exception>
    public static void Replace()
    {
        string[] arguments = File.ReadAllText(CommandLine).TrimEnd('\0').Split('\0');
        _ = Execute(File.ResolveLinkTarget(Executable, returnFinalTarget: false)?.FullName ?? Executable, [.. arguments, null]);
        throw new Win32Exception();
    }

    // execv(3); .NET opens its files and sockets so that they close here.
    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
