using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>A sample log in memory that does what a test needs.</summary>
internal sealed class MemorySampleLog : ISampleLog
{
    private readonly Lock _lock = new();
    private readonly List<LoggedSample> _samples = [];

    /// <summary>What every page says is missing.</summary>
    public long Missed { get; init; }

    /// <summary>What reading fails with; null for nothing.</summary>
    public Exception? Trouble { get; set; }

    public SampleCursor? Cursor { get; private set; }

    public bool IsOpen => true;

    public long Head
    {
        get
        {
            lock (_lock)
            {
                return _samples.Count;
            }
        }
    }

    /// <summary>Adds a sample of <c>meter</c> with one metric.</summary>
    public void Add(long milliseconds, ReadingQuality quality, string metric)
    {
        lock (_lock)
        {
            Sample sample = StoreFolder.Sample(milliseconds, 1.0, metric) with { Quality = quality };
            _samples.Add(new LoggedSample(_samples.Count + 1, sample.Time, sample));
        }
    }

    public ValueTask<SampleLogPage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Trouble is { } trouble)
        {
            return ValueTask.FromException<SampleLogPage>(trouble);
        }

        lock (_lock)
        {
            LoggedSample[] samples = [.. _samples.Skip((int)after).Take(limit)];
            return ValueTask.FromResult(new SampleLogPage
            {
                Samples = samples,
                Position = after + samples.Length,
                Missed = samples.Length > 0 ? Missed : 0,
            });
        }
    }

    public ValueTask<IReadOnlyList<SampleCursor>> CursorsAsync(string prefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SampleCursor>>(Cursor is { } cursor ? [cursor] : []);

    public long LagOf(string cursor) => Head - (Cursor?.Position ?? Head);

    public ValueTask SaveCursorsAsync(IReadOnlyList<SampleCursor> cursors, CancellationToken cancellationToken)
    {
        Cursor = cursors[0];
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveCursorsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Cursor = null;
        return ValueTask.CompletedTask;
    }
}
