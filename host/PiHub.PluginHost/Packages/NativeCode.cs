using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace PiHub.PluginHost.Packages;

/// <summary>Tells native code by its first bytes, and whether this machine can run it.</summary>
internal static class NativeCode
{
    // ELF's e_machine: the numbers of the System V ABI.
    private static readonly Dictionary<Architecture, ushort> ElfMachines = new()
    {
        [Architecture.X64] = 62, [Architecture.Arm64] = 183, [Architecture.Arm] = 40, [Architecture.X86] = 3, [Architecture.RiscV64] = 243,
    };

    /// <summary>What a file is, if it is native code that does not run here; else null.</summary>
    /// <param name="path">The file.</param>
    public static string? ForeignKind(string path)
    {
        Span<byte> head = stackalloc byte[20];
        using FileStream file = File.OpenRead(path);
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < head.Length)
        {
            return null;
        }

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(head);
        return magic switch
        {
            0x7F454C46 => OperatingSystem.IsLinux() && ElfMachine(head) == ElfMachines.GetValueOrDefault(RuntimeInformation.ProcessArchitecture)
                ? null : "Linux code for another processor",
            0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE => OperatingSystem.IsMacOS() ? null : "code for macOS",

            // Java classes begin the same; in theirs a version of 45 and more follows, in a fat binary the number of its parts.
            0xCAFEBABE when BinaryPrimitives.ReadUInt32BigEndian(head[4..]) < 20 => OperatingSystem.IsMacOS() ? null : "code for macOS",
            _ when magic >> 16 == 0x4D5A => IsNativeWindows(file) && !OperatingSystem.IsWindows() ? "code for Windows" : null,
            _ => null,
        };
    }

    /// <summary>Whether a path is kept for another kind of machine, <c>runtimes/&lt;rid&gt;/native/…</c>: never loaded here, so it may be there.</summary>
    /// <param name="name">The name in the package.</param>
    public static bool IsForAnotherMachine(string name)
    {
        string[] levels = name.Split('/');
        if (levels is not ["runtimes", var rid, "native", _, ..])
        {
            return false;
        }

        bool isSystem = rid.StartsWith("linux", StringComparison.Ordinal) || rid.StartsWith("unix", StringComparison.Ordinal);
        string processor = rid[(rid.LastIndexOf('-') + 1)..];
        return !isSystem
            || (Enum.TryParse(processor, ignoreCase: true, out Architecture architecture) && architecture != RuntimeInformation.ProcessArchitecture);
    }

    // EI_DATA says the byte order; e_machine is at 18.
    private static ushort ElfMachine(ReadOnlySpan<byte> head) => head[5] == 2
        ? BinaryPrimitives.ReadUInt16BigEndian(head[18..])
        : BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);

    private static bool IsNativeWindows(FileStream file)
    {
        file.Position = 0;
        try
        {
            using var reader = new PEReader(file, PEStreamOptions.LeaveOpen);
            return !reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false; // begins with MZ by chance
        }
    }
}
