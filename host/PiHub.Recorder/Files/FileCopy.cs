using System.Buffers;

namespace PiHub.Recorder.Files;

/// <summary>Copies the beginning of a file that may grow meanwhile. The copy is not synced.</summary>
internal static class FileCopy
{
    private const int StepBytes = 256 * 1_024;

    /// <summary>Copies.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="from">The file.</param>
    /// <param name="to">The copy, not there yet.</param>
    /// <param name="length">How much of it, bytes; less when it is shorter.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public static void Run(IFileSystem files, string from, string to, long length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(StepBytes);
        try
        {
            using IStorageFile source = files.OpenRead(from);
            using IStorageFile target = files.Open(to);
            for (long offset = 0; offset < length;)
            {
                int read = source.Read(offset, buffer.AsSpan(0, (int)Math.Min(StepBytes, length - offset)));
                if (read == 0)
                {
                    break;
                }

                target.Write(offset, buffer.AsSpan(0, read));
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
