using Microsoft.Extensions.Logging;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>One follower of the sample log, with a loop of its own.</summary>
internal sealed class DurableSubscription : IDurableSubscription
{
    // A call that runs at the stop may end by itself so long; cancelled in the middle it might be half done, and would come again.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // While the disk fails nobody need wait for the last position: it goes to disk when that works again.
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly SampleLog _log;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private Func<Sample, CancellationToken, ValueTask>? _handler;
    private Action<MissedSamples>? _missedSome;
    private SampleCursor? _cursor;
    private long _missed;
    private long _failed;
    private int _isDisposed;

    public DurableSubscription(SampleLog log, string name, SampleListener listener, TimeProvider time, ILogger logger)
    {
        (_log, _name, _time, _logger) = (log, name, time, logger);
        (_handler, _missedSome) = (listener.Handle, listener.MissedSome);
        log.Join();

        // At once: what is committed after the subscription belongs to it.
        _cursor = log.Opened.IsCompleted ? log.Cursors.Take(name, this, log.Head) : null;
        _loop = Task.Run(RunAsync);
    }

    public long Position => Volatile.Read(ref _cursor)?.Position ?? 0;

    public long Lag => Math.Max(_log.Head - Position, 0);

    public long Missed => Interlocked.Read(ref _missed);

    public long Failed => Interlocked.Read(ref _failed);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            await _loop;
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(Grace, _time, CancellationToken.None));
        await _abandoned.CancelAsync();
        await _loop;
        (_handler, _missedSome) = (null, null); // they may belong to a plugin, which must not live on in a forgotten subscription
        _log.Leave();
        using var patience = new CancellationTokenSource(FlushPatience, _time);
        try
        {
            await _log.FlushAsync(patience.Token);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException)
        {
            // The store was stopped before its followers, and has written the cursors itself; or the disk fails.
        }

        _log.Cursors.Release(_name, this);
        _stopping.Dispose();
        _abandoned.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan backOff = FirstBackOff;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => backOff = FirstBackOff);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return; // this was disposed, or the store was stopped
            }
#pragma warning disable CA1031 // Boundary: trouble with the disk is waited out, whatever it looks like; nothing is skipped for it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.FollowingFails(_logger, exception, _name, backOff);
            }

            await Task.WhenAny(Task.Delay(backOff, _time, _stopping.Token)); // cancelled or not
            backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
        }
    }

    private async Task FollowAsync(Action works)
    {
        await _log.Opened.WaitAsync(_stopping.Token);
        SampleCursor cursor = _cursor ?? _log.Cursors.Take(_name, this, _log.Head);
        while (!_stopping.IsCancellationRequested)
        {
            SampleLogPage page = await _log.NextAsync(cursor.Position, _stopping.Token);
            works();
            Note(page, cursor);
            foreach (LoggedSample sample in page.Samples)
            {
                _stopping.Token.ThrowIfCancellationRequested();
                if (!_log.IsDeleted(sample))
                {
                    await HandleAsync(sample.Sample);
                }

                Move(cursor = cursor with { Position = sample.Sequence, CommittedAt = sample.CommittedAt });
            }

            Move(cursor = cursor with { Position = page.Position });
        }
    }

    private void Note(SampleLogPage page, SampleCursor cursor)
    {
        if (page.Missed == 0)
        {
            return;
        }

        Interlocked.Add(ref _missed, page.Missed);
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset until = page.MissedUntil is { } first && first < now ? first : now;
        Log.SamplesMissed(_logger, _name, page.Missed, cursor.CommittedAt, until);
        _missedSome?.Invoke(new MissedSamples(page.Missed, cursor.CommittedAt, until));
    }

    private void Move(SampleCursor cursor)
    {
        Volatile.Write(ref _cursor, cursor);
        _log.Cursors.Advance(cursor, this);
    }

    private async ValueTask HandleAsync(Sample sample)
    {
        try
        {
            if (_handler is { } handler)
            {
                await handler(sample, _abandoned.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw; // not handled: it comes again
        }
#pragma warning disable CA1031 // Boundary: a listener fails alone, and only at this sample.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _failed);
            Log.ListenerFailed(_logger, exception, _name, sample.Device);
        }
    }
}
