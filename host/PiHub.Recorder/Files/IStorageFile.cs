namespace PiHub.Recorder.Files;

/// <summary>An open file. Reads may run beside each other and beside one writer.</summary>
internal interface IStorageFile : IDisposable
{
    string Path { get; }

    long Length { get; }

    /// <summary>Reads what is there at an offset.</summary>
    /// <returns>How many bytes were read; fewer than asked for only at the end of the file.</returns>
    int Read(long offset, Span<byte> bytes);

    void Write(long offset, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Returns when everything written before is on the disk.</summary>
    void Sync();
}
