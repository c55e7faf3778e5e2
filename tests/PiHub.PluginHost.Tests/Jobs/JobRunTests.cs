using PiHub.PluginHost.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

public sealed class JobRunTests
{
    private readonly JobClock _time = new();
    private int _told;

    [Fact]
    public async Task Report_IsToldAtMostFourTimesASecond_TheLastOneToo()
    {
        await using JobRun run = Create();
        for (int i = 0; i < 100; i++)
        {
            run.Report(i / 100.0);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(_told, 4, 5);
        run.Report(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        int told = _told;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(told, _told);
        Assert.Equal(1, run.Snapshot.Progress);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 0)]
    [InlineData(0.25, 0.25)]
    public async Task Report_IsClamped(double fraction, double expected)
    {
        await using JobRun run = Create();

        run.Report(fraction);

        Assert.Equal(expected, run.Snapshot.Progress);
    }

    [Fact]
    public async Task Report_AfterTheEnd_ChangesNothing()
    {
        await using JobRun run = Create();
        run.Report(0.5, "half");
        Assert.True(run.TryEnd(JobOutcome.Failed, "it broke"));

        run.Report(1, "late");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((0.5, "half"), (run.Snapshot.Progress, run.Snapshot.Text));
        Assert.Equal(0, _told);
        Assert.False(run.TryEnd(JobOutcome.Succeeded, error: null));
    }

    [Fact]
    public async Task Cancel_KeepsTheFirstReason()
    {
        await using JobRun run = Create();

        run.Cancel("cancelled by ann");
        run.Cancel("its plugin stopped");

        Assert.True(run.Cancelled.IsCancellationRequested);
        Assert.Equal("cancelled by ann", run.CancelledBecause);
    }

    private JobRun Create() => new(_time.GetUtcNow(), startedBy: null, _time, () => _told++);
}
