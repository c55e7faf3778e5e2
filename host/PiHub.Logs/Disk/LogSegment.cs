using System.Globalization;

namespace PiHub.Logs.Disk;

/// <summary>A file of the log.</summary>
/// <param name="Path">Its path.</param>
/// <param name="FirstId">The number of its first line; its name.</param>
internal sealed record LogSegment(string Path, long FirstId)
{
    private const string Extension = ".jsonl";

    public static LogSegment In(string folder, long firstId) =>
        new(System.IO.Path.Combine(folder, firstId.ToString("D15", CultureInfo.InvariantCulture) + Extension), firstId);

    /// <summary>The files of a folder, the oldest first; others in it are left alone.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static LogSegment[] List(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*" + Extension)
            .Select(path => (Path: path, IsOurs: long.TryParse(
                System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long id), Id: id))
            .Where(file => file.IsOurs)
            .OrderBy(file => file.Id)
            .Select(file => new LogSegment(file.Path, file.Id)),
    ];

    /// <summary>Its lines, the newest first; what is no line is left out, and all when the file is gone by now.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IEnumerable<LogLine> ReadBackwards()
    {
        byte[] bytes = ReadAll();
        int end = bytes.Length;
        while (end > 0)
        {
            int begin = bytes.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
            if (begin < end && LogLineJson.Read(bytes.AsSpan(begin, end - begin)) is { } line)
            {
                yield return line;
            }

            end = begin - 1;
        }
    }

    private byte[] ReadAll()
    {
        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[stream.Length];
            int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count == bytes.Length ? bytes : bytes[..count];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
