using System.Buffers.Binary;
using System.Text.Unicode;

namespace PiHub.PluginHost.Packages;

/// <summary>Looks over the directory of a zip file before the library reads it: a hostile one is short on disk and huge in memory.</summary>
/// <remarks>The layout is that of PKWARE's APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.</remarks>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint HeaderSignature = 0x02014b50;
    private const int EndBytes = 22;
    private const int HeaderBytes = 46;

    /// <summary>Checks the number of entries, and that their names are UTF-8.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="maximumFiles">The most entries.</param>
    /// <param name="reasons">Where mistakes are noted.</param>
    /// <returns>Whether the directory can be read.</returns>
    public static bool Check(Stream zip, int maximumFiles, RefusalReasons reasons)
    {
        if (FindStart(zip) is not { } start)
        {
            reasons.Add("it is no zip file, or its end is missing: send the whole .pihub file");
            return false;
        }

        zip.Position = start;
        Span<byte> header = stackalloc byte[HeaderBytes];
        int count = 0;
        while (zip.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(header) == HeaderSignature)
        {
            if (++count > maximumFiles)
            {
                reasons.Add($"it holds more than {maximumFiles} files: leave out what the plugin does not need");
                return false;
            }

            byte[] name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header[28..])];
            if (zip.ReadAtLeast(name, name.Length, throwOnEndOfStream: false) < name.Length)
            {
                break; // the library says what is wrong
            }

            if (!Utf8.IsValid(name))
            {
                reasons.Add($"the name of its file {count} is not valid UTF-8: name the file with plain letters");
            }

            zip.Position += BinaryPrimitives.ReadUInt16LittleEndian(header[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        }

        return true;
    }

    // Null also for zip64, which no package within the limits needs.
    private static long? FindStart(Stream zip)
    {
        int length = (int)Math.Min(zip.Length, EndBytes + ushort.MaxValue);
        byte[] tail = new byte[length];
        zip.Position = zip.Length - length;
        zip.ReadExactly(tail);
        for (int i = length - EndBytes; i >= 0; i--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(i);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndSignature)
            {
                // Either of these makes the library look for a second directory, that of zip64, instead of the one that is checked here.
                bool isZip64 = BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) == ushort.MaxValue
                    || BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) == ushort.MaxValue;
                uint start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
                return start < zip.Length && !isZip64 ? start : null;
            }
        }

        return null;
    }
}
