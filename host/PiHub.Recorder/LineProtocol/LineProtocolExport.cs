using Microsoft.Extensions.Hosting;
using PiHub.Recorder.Replay;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Follows the sample log and brings every sample to the server, over restarts of either side. What waits is in the sample log:
/// nothing else is kept.</summary>
internal sealed class LineProtocolExport : ILineProtocolExport, IHostedService, IAsyncDisposable
{
    /// <summary>The name of its cursor.</summary>
    public const string CursorName = "export/influx";

    // A kill repeats what was sent since, which changes nothing in the server; each save costs a sync of the SD card.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(30);

    // While the disk fails nobody need wait for the cursor.
    private static readonly TimeSpan SavePatience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ISampleLog _log;
    private readonly BatchSender _batches;
    private readonly ExportBoard _board;
    private readonly ExportPace _pace;
    private readonly ExportClock _clock;
    private readonly LineProtocolOptions _options;
    private readonly List<ExportSample> _ready = [];
    private Task _loop = Task.CompletedTask;
    private SampleCursor? _cursor;
    private long _savedPosition;
    private int _isDisposed;

    public LineProtocolExport(
        ISampleLog log, BatchSender batches, ExportBoard board, ExportPace pace, ExportClock clock, LineProtocolOptions options) =>
        (_log, _batches, _board, _pace, _clock, _options) = (log, batches, board, pace, clock, options);

    public LineProtocolStatus Status => _board.Status with
    {
        Lag = Volatile.Read(ref _cursor) is { } cursor ? Math.Max(_log.Head - cursor.Position, 0) : _log.LagOf(CursorName),
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            await _loop;
            return;
        }

        await _stopping.CancelAsync();
        await _loop;
        await SaveAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _pace.WaitAsync(await TakeTurnAsync(), _stopping.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return; // stopped, or the store was
            }
#pragma warning disable CA1031 // Boundary: trouble with the disk is waited out, whatever it looks like; nothing is skipped for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _board.Stuck(LineProtocolState.Retrying, $"The sample log cannot be read: {exception.Message}");
                await Task.WhenAny(_pace.WaitAsync(_pace.AfterTrouble(requested: null), _stopping.Token)); // cancelled or not
            }
        }
    }

    // Sends what there is, as much as goes into memory at once; returns how long to wait for the next turn.
    private async ValueTask<TimeSpan> TakeTurnAsync()
    {
        SampleCursor cursor = _cursor ?? await OpenAsync();
        int limit = Math.Clamp(_options.BatchBytes / _batches.AverageLineBytes, 1, _options.BatchLines);
        SampleLogPage page = await _log.ReadAsync(cursor.Position, limit, _stopping.Token);
        Collect(page);
        BatchResult result = await _batches.SendAsync(_ready, _stopping.Token);
        bool isAll = result.Done == page.Samples.Count;
        if (isAll || result.Done > 0)
        {
            DateTimeOffset committedAt = result.Done > 0 ? page.Samples[result.Done - 1].CommittedAt : cursor.CommittedAt;
            long position = isAll ? page.Position : page.Samples[result.Done - 1].Sequence;
            Volatile.Write(ref _cursor, cursor with { Position = position, CommittedAt = committedAt });
            _board.Missed(page.Missed);
        }

        if (_pace.IsDue(SaveInterval))
        {
            await SaveAsync();
        }

        return Judge(result, isAll, limit);
    }

    private TimeSpan Judge(BatchResult result, bool isAll, int limit)
    {
        switch (result.Stop)
        {
            case { Outcome: WriteOutcome.Denied } denied:
                _board.Stuck(LineProtocolState.Denied, denied.Message ?? "");
                return _pace.AfterDenial();
            case { } trouble:
                _board.Stuck(LineProtocolState.Retrying, trouble.Message ?? "");
                return _pace.AfterTrouble(trouble.RetryAfter);
        }

        _pace.Reset();
        if (!isAll)
        {
            _board.Stuck(LineProtocolState.WaitingForClock, "The hub's clock is not set; samples without a time of their own wait for it.");
            return _options.Interval;
        }

        _board.Works();
        return _log.Head - (_cursor?.Position ?? 0) >= limit ? TimeSpan.Zero : _options.Interval;
    }

    // Up to the first sample that must wait.
    private void Collect(SampleLogPage page)
    {
        _ready.Clear();
        foreach (LoggedSample logged in page.Samples)
        {
            if (!_clock.TryPlace(logged, out long milliseconds))
            {
                return;
            }

            _ready.Add(new ExportSample(logged.Sample, milliseconds));
        }
    }

    private async ValueTask<SampleCursor> OpenAsync()
    {
        IReadOnlyList<SampleCursor> cursors = await _log.CursorsAsync(CursorName, _stopping.Token);
        _clock.Begin(_log.Head);
        SampleCursor? cursor = null;
        foreach (SampleCursor found in cursors)
        {
            cursor = found.Name == CursorName ? found : cursor;
        }

        if (cursor is null)
        {
            cursor = new SampleCursor { Name = CursorName, Position = _options.FromOldest ? 0 : _log.Head, CommittedAt = _pace.Now };
            await _log.SaveCursorsAsync([cursor], _stopping.Token);
        }

        _savedPosition = cursor.Position;
        Volatile.Write(ref _cursor, cursor);
        return cursor;
    }

    private async ValueTask SaveAsync()
    {
        if (_cursor is not { } cursor || cursor.Position == _savedPosition)
        {
            return;
        }

        using CancellationTokenSource patience = _pace.Patience(SavePatience);
        try
        {
            await _log.SaveCursorsAsync([cursor], patience.Token);
            _savedPosition = cursor.Position;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The disk fails, or the store was stopped first: what is sent again then changes nothing.
        }
    }
}
