using System.Buffers;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Journal;

/// <summary>Goes through the records of a file. What is damaged is stepped over: to the next record when only a payload is, else to the
/// next bytes that are a header.</summary>
internal sealed class RecordScan : IDisposable
{
    private const int WindowBytes = 64 * 1_024;

    private readonly IStorageFile _file;
    private readonly long _end;
    private ulong? _salt;
    private byte[] _window = ArrayPool<byte>.Shared.Rent(WindowBytes);
    private long _windowStart;
    private int _windowLength;
    private long _next;

    /// <summary>Creates it; nothing is read yet.</summary>
    /// <param name="file">The file, disposed with this.</param>
    /// <param name="salt">The records' salt; null: that of the first one.</param>
    /// <param name="start">Where to begin, bytes.</param>
    /// <param name="end">Where to stop, bytes.</param>
    public RecordScan(IStorageFile file, ulong? salt, long start, long end)
    {
        (_file, _salt, _next) = (file, salt, start);
        _end = Math.Min(end, file.Length);
    }

    public RecordHeader Header { get; private set; }

    /// <summary>Where the record begins, bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Where it ends, bytes.</summary>
    public long End => Offset + RecordHeader.Bytes + Header.PayloadBytes;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Payload => Window(Offset + RecordHeader.Bytes, Header.PayloadBytes);

    /// <summary>Goes to the next whole record.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool Next()
    {
        while (_next + RecordHeader.Bytes <= _end)
        {
            long offset = _next;
            if (!IsHeader(offset, out RecordHeader header))
            {
                _next = FindMagic(offset + 1);
                continue;
            }

            _next = offset + RecordHeader.Bytes + header.PayloadBytes;
            ReadOnlySpan<byte> payload = Window(offset + RecordHeader.Bytes, header.PayloadBytes);
            if (payload.Length == header.PayloadBytes && Crc32C.Of(payload) == header.PayloadSum)
            {
                (Header, Offset, _salt) = (header, offset, header.Salt);
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _file.Dispose();
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }

    private bool IsHeader(long offset, out RecordHeader header) =>
        RecordHeader.TryRead(Window(offset, RecordHeader.Bytes), out header)
        && (_salt is null || header.Salt == _salt)
        && offset + RecordHeader.Bytes + header.PayloadBytes <= _end;

    private long FindMagic(long offset)
    {
        while (offset + RecordHeader.Bytes <= _end)
        {
            ReadOnlySpan<byte> bytes = Window(offset, (int)Math.Min(WindowBytes / 2, _end - offset));
            int found = bytes.IndexOf(RecordHeader.Magic);
            if (found >= 0)
            {
                return offset + found;
            }

            if (bytes.Length < RecordHeader.Magic.Length)
            {
                break; // the file got shorter meanwhile
            }

            offset += bytes.Length - RecordHeader.Magic.Length + 1;
        }

        return _end;
    }

    // Fewer bytes only at the end of the file.
    private ReadOnlySpan<byte> Window(long offset, int length)
    {
        if (offset < _windowStart || offset + length > _windowStart + _windowLength)
        {
            if (length > _window.Length)
            {
                ArrayPool<byte>.Shared.Return(_window);
                _window = ArrayPool<byte>.Shared.Rent(length);
            }

            int wanted = (int)Math.Min(Math.Max(length, WindowBytes), Math.Max(_end - offset, 0));
            (_windowStart, _windowLength) = (offset, _file.Read(offset, _window.AsSpan(0, wanted)));
        }

        int start = (int)(offset - _windowStart);
        return _window.AsSpan(start, Math.Min(length, _windowLength - start));
    }
}
