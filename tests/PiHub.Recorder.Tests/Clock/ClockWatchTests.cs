using PiHub.Recorder.Clock;

namespace PiHub.Recorder.Tests.Clock;

public sealed class ClockWatchTests : IAsyncDisposable
{
    private static readonly DateTimeOffset LastStop = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Jump = TimeSpan.FromDays(3);

    private readonly LogWatch _log = new();
    private readonly ManualClock _time = new(LastStop);
    private readonly FakeClockState _state = new(isUnset: true);
    private readonly TaskCompletionSource<TimeSpan> _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClockWatch? _watch;

    private ClockWatch Watch => _watch ??= new ClockWatch(_state, LastStop.AddDays(-100), _time, _log);

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }
    }

    [Fact]
    public void Clock_SystemHasSetIt_IsTrustedAndEstimatesNothing()
    {
        _state.IsUnset = false;

        Assert.True(Watch.IsTrusted);
        Assert.False(Watch.TryEstimate(out _));
        Assert.Null(Watch.Jump);
    }

    [Fact]
    public void Clock_BeforeTheProgramWasBuilt_IsNotTrusted_WhateverTheSystemSays()
    {
        _state.IsUnset = false;
        _time.Set(LastStop.AddDays(-101));

        Assert.False(Watch.IsTrusted);
    }

    [Fact]
    public void Clock_SetWhileNobodyAsks_IsNoticedWithinTenSeconds()
    {
        Assert.False(Watch.IsTrusted);
        SetClock();
        Assert.False(Watch.IsTrusted);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(Watch.IsTrusted);
        Assert.Equal(Jump, Watch.Jump);
    }

    [Fact]
    public void Clock_SetBetweenTwoSamples_IsNoticedAtTheSecond()
    {
        Assert.True(Watch.TryEstimate(out _));
        SetClock();

        Assert.False(Watch.TryEstimate(out _));
        Assert.Equal(Jump, Watch.Jump);
    }

    [Fact]
    public void Clock_JumpsWithoutBeingSet_DoesNotMoveTheEstimates()
    {
        Assert.True(Watch.TryEstimate(out DateTimeOffset first));
        _time.Set(LastStop.AddYears(-1));
        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.True(Watch.TryEstimate(out DateTimeOffset second));
        Assert.Equal(LastStop, first);
        Assert.Equal(LastStop.AddSeconds(7), second);
    }

    [Fact]
    public async Task Jump_CountsFromTheEstimates_HoweverLongTheHubRanBefore()
    {
        Watch.ReportTo(RecordAsync);
        Assert.True(Watch.TryEstimate(out _));
        Watch.Recorded();
        _time.Advance(TimeSpan.FromMinutes(20));
        _time.Set(LastStop.AddYears(-1)); // a first, wrong guess of somebody else
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.True(Watch.TryEstimate(out DateTimeOffset estimated));
        Watch.Recorded();
        DateTimeOffset right = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        _time.Set(right);
        _state.IsUnset = false;
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(right, estimated + await _recorded.Task);
    }

    [Fact]
    public async Task Offset_IsRecordedOnlyAfterEverythingStampedBeforeIsOnDisk()
    {
        Watch.ReportTo(RecordAsync);
        Assert.True(Watch.TryEstimate(out _));
        Assert.True(Watch.TryEstimate(out _));
        SetClock();
        Watch.Check();
        Watch.Recorded();
        Assert.False(_recorded.Task.IsCompleted);
        Watch.Recorded();

        Assert.Equal(Jump, await _recorded.Task);
        Assert.Equal(2, Watch.Estimated);
    }

    [Fact]
    public async Task Offset_NothingWasStamped_IsNotRecorded()
    {
        Watch.ReportTo(RecordAsync);
        SetClock();
        Watch.Check();
        await Watch.DisposeAsync();

        Assert.False(_recorded.Task.IsCompleted);
    }

    [Fact]
    public async Task Stop_BeforeTheClockWasSet_SaysThatTheEstimatesStay()
    {
        Watch.ReportTo(RecordAsync);
        Assert.True(Watch.TryEstimate(out _));
        Watch.Recorded();
        await Watch.DisposeAsync();

        Assert.Single(_log.Messages(72));
    }

    private void SetClock()
    {
        _state.IsUnset = false;
        _time.Set(_time.GetUtcNow() + Jump);
    }

    private ValueTask RecordAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        _recorded.SetResult(offset);
        return ValueTask.CompletedTask;
    }
}
