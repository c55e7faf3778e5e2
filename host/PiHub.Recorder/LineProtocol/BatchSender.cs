using System.Buffers;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Sends samples, and when the server refuses some finds out which: halves the batch down to one sample, then sends its fields one
/// by one. Only what is refused alone is dropped. One caller at a time.</summary>
internal sealed class BatchSender(
    ILineSender sender, LineEncoder encoder, ExportFilter filter, RefusedFields refused, ExportBoard board, LineProtocolOptions options)
{
    // When the server takes nothing at all and does not say that it is the lines, it may as well be a setting.
    private const int MaximumDoubts = 16;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly List<(string Device, string Metric, string Message)> _doubts = [];
    private bool _isAnyTaken;

    /// <summary>How long a line was in the last request, in bytes, on average.</summary>
    public int AverageLineBytes { get; private set; } = 256;

    /// <summary>Sends samples in order.</summary>
    public async ValueTask<BatchResult> SendAsync(IReadOnlyList<ExportSample> samples, CancellationToken cancellationToken)
    {
        _doubts.Clear();
        _isAnyTaken = false;
        BatchResult result = await SendAsync(samples, 0, samples.Count, cancellationToken);
        if (_doubts.Count > 0 && !_isAnyTaken)
        {
            return result.Stop is { Outcome: WriteOutcome.Later } ? new BatchResult(0, result.Stop) : Denied();
        }

        foreach ((string device, string metric, string message) in _doubts)
        {
            board.Refused(device, metric, message);
        }

        return result;
    }

    private async ValueTask<BatchResult> SendAsync(IReadOnlyList<ExportSample> samples, int from, int to, CancellationToken cancellationToken)
    {
        while (from < to)
        {
            (int end, int readings, int known) = Encode(samples, from, to);
            WriteAnswer answer = readings == 0 ? WriteAnswer.Done : await sender.SendAsync(_output.WrittenMemory, cancellationToken);
            BatchResult result;
            switch (answer.Outcome)
            {
                case WriteOutcome.Done:
                    Taken(readings);
                    board.RefusedAgain(known);
                    result = new BatchResult(end, Stop: null);
                    break;
                case WriteOutcome.Refused or WriteOutcome.TooLarge when end - from > 1:
                    int middle = from + ((end - from) / 2);
                    result = await SendAsync(samples, from, middle, cancellationToken);
                    result = result.Stop is null ? await SendAsync(samples, middle, end, cancellationToken) : result;
                    break;
                case WriteOutcome.Refused or WriteOutcome.TooLarge:
                    result = await SendFieldsAsync(samples[from], from, readings == 1 ? answer : null, cancellationToken);
                    break;
                default:
                    result = new BatchResult(from, answer);
                    break;
            }

            if (result.Stop is not null)
            {
                return result;
            }

            from = end;
        }

        return new BatchResult(to, Stop: null);
    }

    // Lines of the same measurement, tags and time are one point to the server, however many they come in.
    private async ValueTask<BatchResult> SendFieldsAsync(ExportSample one, int index, WriteAnswer? said, CancellationToken cancellationToken)
    {
        string device = one.Sample.Device;
        foreach ((string metric, MetricValue value) in one.Sample.Metrics)
        {
            if (!Wants(device, metric, value))
            {
                continue;
            }

            if (refused.Contains(device, metric, value.Kind))
            {
                board.RefusedAgain(1);
                continue;
            }

            WriteAnswer answer = said ?? await SendFieldAsync(one, metric, value, cancellationToken);
            switch (answer.Outcome)
            {
                case WriteOutcome.Done:
                    Taken(1);
                    break;
                case WriteOutcome.Refused or WriteOutcome.TooLarge:
                    Drop(device, metric, value.Kind, answer);
                    break;
                default:
                    return new BatchResult(index, answer);
            }

            if (_doubts.Count >= MaximumDoubts && !_isAnyTaken)
            {
                return Denied();
            }
        }

        return new BatchResult(index + 1, Stop: null);
    }

    private ValueTask<WriteAnswer> SendFieldAsync(ExportSample one, string metric, MetricValue value, CancellationToken cancellationToken)
    {
        _output.ResetWrittenCount();
        encoder.Begin(_output, one.Sample.Device);
        LineEncoder.Field(_output, isFirst: true, metric, value);
        LineEncoder.End(_output, one.Milliseconds);
        return sender.SendAsync(_output.WrittenMemory, cancellationToken);
    }

    private void Taken(int readings)
    {
        if (readings > 0)
        {
            _isAnyTaken = true;
            board.Sent(readings);
        }
    }

    private void Drop(string device, string metric, MetricValueKind kind, WriteAnswer answer)
    {
        if (answer.IsTypeConflict)
        {
            refused.Add(device, metric, kind);
        }

        if (answer.IsAboutLines)
        {
            board.Refused(device, metric, answer.Message ?? "");
        }
        else
        {
            _doubts.Add((device, metric, answer.Message ?? ""));
        }
    }

    private BatchResult Denied() =>
        new(0, new WriteAnswer(WriteOutcome.Denied, $"{_doubts[0].Message} It takes nothing else either: check {LineProtocolOptions.Path}."));

    // Ends before the limit of bytes, but not before the first line.
    private (int End, int Readings, int Known) Encode(IReadOnlyList<ExportSample> samples, int from, int to)
    {
        _output.ResetWrittenCount();
        int readings = 0, known = 0, end = from;
        while (end < to && (end == from || _output.WrittenCount + AverageLineBytes <= options.BatchBytes))
        {
            (int wrote, int skipped) = EncodeLine(samples[end++]);
            (readings, known) = (readings + wrote, known + skipped);
        }

        AverageLineBytes = Math.Max(_output.WrittenCount / (end - from), 32);
        return (end, readings, known);
    }

    private (int Wrote, int Skipped) EncodeLine(ExportSample one)
    {
        int wrote = 0, skipped = 0;
        string device = one.Sample.Device;
        foreach ((string metric, MetricValue value) in one.Sample.Metrics)
        {
            if (!Wants(device, metric, value))
            {
                continue;
            }

            if (refused.Contains(device, metric, value.Kind))
            {
                skipped++;
                continue;
            }

            if (wrote++ == 0)
            {
                encoder.Begin(_output, device);
            }

            LineEncoder.Field(_output, wrote == 1, metric, value);
        }

        if (wrote > 0)
        {
            LineEncoder.End(_output, one.Milliseconds);
        }

        return (wrote, skipped);
    }

    private bool Wants(string device, string metric, MetricValue value) =>
        (options.Texts || value.Kind != MetricValueKind.Text) && filter.Wants(device, metric);
}
