using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace PiHub.PluginHost.Packages;

/// <summary>Unpacks a zip file that nobody vouches for.</summary>
/// <remarks>What the file says about itself is checked first, for all entries; then what really comes out is counted.</remarks>
internal sealed class PackageArchive(PackageOptions options, RefusalReasons reasons)
{
    // The types of files in the upper 16 bits of the external attributes: st_mode of stat(2).
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;
    private const int FileType = 0x8000;

    // Below it a small file's ratio says nothing.
    private const long RatioFloorBytes = 1024 * 1024;

    private long _unpackedBytes;

    /// <summary>Unpacks into an empty folder; nothing is written when the directory of the file shows a mistake.</summary>
    public void Unpack(Stream zip, string folder, CancellationToken cancellationToken)
    {
        try
        {
            if (!ZipDirectory.Check(zip, options.MaximumFiles, reasons))
            {
                return;
            }

            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            List<ZipArchiveEntry> files = CheckEntries(archive);
            if (!reasons.Any)
            {
                files.ForEach(file => Unpack(file, folder, cancellationToken));
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            reasons.Add($"the zip file is damaged: {exception.Message.TrimEnd('.')}; pack it again");
        }
    }

    private List<ZipArchiveEntry> CheckEntries(ZipArchive archive)
    {
        var files = new List<ZipArchiveEntry>();
        var names = new EntryNames(reasons);
        long declaredBytes = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            CheckAttributes(entry);
            if (entry.FullName.EndsWith('/') && entry is { Length: 0 })
            {
                continue; // a folder; those that hold files are made for them
            }

            files.Add(entry);
            names.Add(entry.FullName);
            declaredBytes += Math.Min(entry.Length, options.MaximumUnpackedBytes + 1);
        }

        if (declaredBytes > options.MaximumUnpackedBytes)
        {
            reasons.Add(TooLarge);
        }

        return files;
    }

    private string TooLarge =>
        $"unpacked it has more than {options.MaximumUnpackedBytes / 1024 / 1024} MiB: leave out what the plugin does not need";

    private void CheckAttributes(ZipArchiveEntry entry)
    {
        string name = EntryNames.Shown(entry.FullName);
        if (entry.IsEncrypted)
        {
            reasons.Add($"'{name}' is encrypted: pack it without a password");
        }

        int type = (entry.ExternalAttributes >> 16) & TypeMask;
        if (type is not (0 or FileType or FolderType))
        {
            reasons.Add($"'{name}' is a link or a device: only plain files are allowed");
        }

        if (entry.Length > RatioFloorBytes && entry.Length / Math.Max(1, entry.CompressedLength) > options.MaximumCompressionRatio)
        {
            reasons.Add($"'{name}' unpacks to more than {options.MaximumCompressionRatio} times its size, which no honest file does: leave it out");
        }
    }

    private void Unpack(ZipArchiveEntry entry, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, entry.FullName);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        using Stream content = entry.Open();
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long length = 0;
            uint crc = 0;
            for (int count; (count = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (length, crc) = (length + count, Crc32.Append(crc, buffer.AsSpan(0, count)));
                _unpackedBytes += count;
                if (length > entry.Length || _unpackedBytes > options.MaximumUnpackedBytes)
                {
                    break;
                }

                file.Write(buffer, 0, count);
            }

            if (_unpackedBytes > options.MaximumUnpackedBytes)
            {
                reasons.Add(TooLarge);
            }
            else if (length != entry.Length || crc != entry.Crc32)
            {
                reasons.Add($"'{EntryNames.Shown(entry.FullName)}' is not what the zip file says about it (size or check sum): pack it again");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
