using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Records the readings of a file: what <see cref="CsvWriter"/> and <see cref="JsonLinesWriter"/> write. To import the same once more
/// changes nothing.</summary>
/// <param name="store">Where to.</param>
public sealed class ReadingImport(IReadingStore store)
{
    /// <summary>How many refused lines are named.</summary>
    public const int MostErrors = 100;

    // So many readings wait for their commit at most; the file is not read meanwhile.
    private const int BatchSize = 2_000;

    private readonly List<(Task Done, long Line)> _batch = new(BatchSize);
    private readonly List<ImportError> _errors = [];
    private long _imported;
    private long _refused;

    /// <summary>Reads a file to its end, in bounded memory.</summary>
    /// <param name="file">The file, UTF-8.</param>
    /// <param name="format">What it is written in.</param>
    /// <param name="cancellationToken">Stops; what was read before may be recorded.</param>
    /// <returns>What became of its lines, when all that could be read is on disk.</returns>
    /// <exception cref="FormatException">It is no such file at all; nothing was recorded. The message says why.</exception>
    /// <exception cref="ObjectDisposedException">The store stopped first.</exception>
    public async Task<ImportSummary> RunAsync(Stream file, ImportFormat format, CancellationToken cancellationToken)
    {
        IReadingParser parser = format == ImportFormat.Csv ? new CsvParser() : new JsonLinesParser();
        var lines = new LineReader(file, hasQuotes: format == ImportFormat.Csv);
        while (await lines.ReadAsync(cancellationToken) is { } record)
        {
            ReadingLine line = lines.IsTooLong
                ? ReadingLine.Wrong($"it is longer than {LineReader.LongestRecord} bytes, or a quote is not closed")
                : parser.Read(record.Span);
            Record(line, lines.Line, cancellationToken);
            if (line.IsMisquoted)
            {
                lines.BackToSecondLine();
            }

            if (_batch.Count == BatchSize)
            {
                await CommitAsync();
            }
        }

        await CommitAsync();
        _errors.Sort((one, other) => one.Line.CompareTo(other.Line));
        return new ImportSummary(_imported, _refused, _errors);
    }

    private void Record(ReadingLine line, long number, CancellationToken cancellationToken)
    {
        if (line.Fault is { } fault)
        {
            Refuse(number, fault);
        }

        if (line.Sample is not { } sample)
        {
            return;
        }

        _batch.Add((AppendAsync(sample, cancellationToken), number));
    }

    private async Task AppendAsync(Sample sample, CancellationToken cancellationToken) => await store.AppendAsync(sample, cancellationToken);

    private async Task CommitAsync()
    {
        foreach ((Task done, long line) in _batch)
        {
            try
            {
                await done;
                _imported++;
            }
            catch (ArgumentException exception)
            {
                Refuse(line, exception.Message.Split(" (Parameter", StringSplitOptions.None)[0]);
            }
        }

        _batch.Clear();
    }

    private void Refuse(long number, string reason)
    {
        _refused++;
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new ImportError(number, reason));
        }
    }
}
