using PiHub.Recorder.LineProtocol;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>A server in memory: keeps points, and answers as it is told.</summary>
internal sealed class FakeServer : ILineSender
{
    private readonly Lock _lock = new();
    private readonly Queue<WriteAnswer> _answers = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static WriteAnswer Conflict { get; } =
        new(WriteOutcome.Refused, "field type conflict") { IsAboutLines = true, IsTypeConflict = true };

    public static WriteAnswer Trouble { get; } = new(WriteOutcome.Later, "no server");

    /// <summary>What makes it refuse a request.</summary>
    public Func<ParsedLine, WriteAnswer?> Refuses { get; init; } = _ => null;

    public int Expected { get; init; } = int.MaxValue;

    public Dictionary<(string Device, string Field, long Time), MetricValue> Points { get; } = [];

    public int Requests { get; private set; }

    /// <summary>Completes when it has as many points as expected.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Answers the next request so, whatever is in it.</summary>
    public void Next(WriteAnswer answer) => _answers.Enqueue(answer);

    public ValueTask<WriteAnswer> SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Requests++;
            if (_answers.TryDequeue(out WriteAnswer? given))
            {
                return ValueTask.FromResult(given);
            }

            WriteAnswer answer = WriteAnswer.Done;
            foreach (ParsedLine line in ParsedLine.All(lines.Span))
            {
                if (Refuses(line) is { } refusal)
                {
                    answer = refusal;
                    continue;
                }

                foreach ((string field, MetricValue value) in line.Fields)
                {
                    Points[(line.Tags[0].Value, field, line.Time)] = value;
                }
            }

            if (Points.Count >= Expected)
            {
                _reached.TrySetResult();
            }

            return ValueTask.FromResult(answer);
        }
    }
}
