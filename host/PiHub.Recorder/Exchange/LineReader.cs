namespace PiHub.Recorder.Exchange;

/// <summary>Cuts a stream into records, in bounded memory. A record is a line; with quotes, one in whose quoted fields lines may end.
/// </summary>
/// <param name="stream">The stream, UTF-8.</param>
/// <param name="hasQuotes">Whether a line's end within double quotes does not end the record.</param>
internal sealed class LineReader(Stream stream, bool hasQuotes)
{
    /// <summary>The longest record, bytes.</summary>
    public const int LongestRecord = 64 * 1024;

    private readonly byte[] _buffer = new byte[2 * LongestRecord];
    private int _start;
    private int _end;
    private int _recordStart;
    private long _lines;

    /// <summary>The number of the record's first line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the record was longer than any may be; then it is what of it is on its first line, and reading goes on behind that.
    /// </summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next record without its line's end; null at the end. It is valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        bool isQuoted = false;
        while (true)
        {
            for (; _start + searched < _end; searched++)
            {
                byte one = _buffer[_start + searched];
                isQuoted ^= hasQuotes && one == (byte)'"';
                if (one == (byte)'\n' && !isQuoted)
                {
                    return Take(searched, isTooLong: searched > LongestRecord);
                }
            }

            if (searched > LongestRecord)
            {
                int line = _buffer.AsSpan(_start, searched).IndexOf((byte)'\n');
                return line >= 0 ? Take(line, isTooLong: true) : await SkipAsync(cancellationToken);
            }

            if (!await FillAsync(cancellationToken))
            {
                return searched == 0 ? default(ReadOnlyMemory<byte>?) : Take(searched, isTooLong: false, hasEnd: false);
            }
        }
    }

    /// <summary>Goes back to the second line of the record that was read last, if it has one.</summary>
    public void BackToSecondLine()
    {
        int line = _buffer.AsSpan(_recordStart, _start - _recordStart).IndexOf((byte)'\n');
        if (line >= 0)
        {
            _start = _recordStart + line + 1;
            _lines = Line;
        }
    }

    private ReadOnlyMemory<byte> Take(int length, bool isTooLong, bool hasEnd = true)
    {
        Memory<byte> record = _buffer.AsMemory(_start, length);
        Line = _lines + 1;
        _lines += 1 + record.Span.Count((byte)'\n');
        IsTooLong = isTooLong;
        _recordStart = _start;
        _start += length + (hasEnd ? 1 : 0);
        return record.Span.EndsWith("\r"u8) ? record[..^1] : record;
    }

    // One line that does not end within the buffer.
    private async ValueTask<ReadOnlyMemory<byte>?> SkipAsync(CancellationToken cancellationToken)
    {
        int line;
        do
        {
            _start = _end;
            if (!await FillAsync(cancellationToken))
            {
                return Take(0, isTooLong: true, hasEnd: false);
            }

            line = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        }
        while (line < 0);
        _start += line;
        return Take(0, isTooLong: true);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
