using PiHub.Recorder.Clock;
using PiHub.Recorder.LineProtocol;
using PiHub.Recorder.Tests.Clock;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class LineProtocolExportTests
{
    [Fact]
    public async Task FirstStart_BeginsWithTheNextSample()
    {
        var server = new FakeServer { Expected = 1 };
        await using var bench = new ExportBench(new LineProtocolOptions(), server);
        await bench.StartStoreAsync();
        await bench.AppendAsync(1, ("a", 1.0));
        await bench.StartAsync();
        await bench.AppendAsync(2, ("a", 2.0));
        await server.Reached;

        Assert.Equal(("meter", "a", 2L), Assert.Single(server.Points).Key);
    }

    [Fact]
    public async Task FirstStart_FromOldest_BeginsWithWhatTheLogHas()
    {
        var server = new FakeServer { Expected = 2 };
        await using var bench = new ExportBench(new LineProtocolOptions { FromOldest = true }, server);
        await bench.StartStoreAsync();
        await using var keeper = new Follower(bench.Store, expected: 1); // the log keeps only what somebody needs
        await bench.AppendAsync(1, ("a", 1.0));
        await bench.StartAsync();
        await bench.AppendAsync(2, ("a", 2.0));
        await server.Reached;

        Assert.Equal([1L, 2L], server.Points.Keys.Select(point => point.Time).Order());
    }

    [Fact]
    public async Task Restart_GoesOnWhereItStopped()
    {
        var server = new FakeServer { Expected = 2 };
        await using var bench = new ExportBench(new LineProtocolOptions(), server);
        await bench.StartAsync();
        await bench.AppendAsync(1, ("a", 1.0));
        await bench.DrainedAsync();
        await bench.StopExportAsync();
        await bench.AppendAsync(2, ("a", 2.0));
        int requests = server.Requests;
        await bench.RestartAsync();
        await server.Reached;

        Assert.Equal(requests + 1, server.Requests);
    }

    [Fact]
    public async Task Trouble_IsShown_TriedAgain_AndForgotten()
    {
        var server = new FakeServer { Expected = 1 };
        server.Next(FakeServer.Trouble);
        await using var bench = new ExportBench(new LineProtocolOptions(), server);
        await bench.StartAsync();
        await bench.AppendAsync(1, ("a", 1.0));
        await ExportBench.UntilAsync(() => bench.Status.State == LineProtocolState.Retrying);
        Assert.Equal(("no server", 1L), (bench.Status.Message, bench.Status.Lag));
        await bench.DrainedAsync();

        Assert.Null(bench.Status.Message);
        Assert.Equal(1, bench.Status.Sent);
        Assert.NotNull(bench.Status.LastSuccess);
        Assert.Equal((1, 1), (bench.Log.Messages(74).Count(), bench.Log.Messages(75).Count()));
    }

    [Fact]
    public async Task UnsetClock_HoldsSamplesBack_AndSendsThemWithTheRightTime()
    {
        var server = new FakeServer { Expected = 4 };
        var start = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new ManualClock(start);
        var state = new FakeClockState(isUnset: true);
        await using var watch = new ClockWatch(state, DateTimeOffset.UnixEpoch, clock, new LogWatch());
        var log = new MemorySampleLog();
        log.Add(3, ReadingQuality.TimeEstimated, "earlier_run");
        await using LineProtocolExport export = Create(log, watch, server);
        await export.StartAsync(CancellationToken.None);
        await ExportBench.UntilAsync(() => log.Cursor is { Position: 0 });
        log.Add(5, ReadingQuality.Good, "own_time");
        log.Add(1_000, ReadingQuality.TimeEstimated, "a");
        log.Add(7, ReadingQuality.Good, "own_time");
        await ExportBench.UntilAsync(() => export.Status.State == LineProtocolState.WaitingForClock);
        Assert.Equal([("meter", "earlier_run", 3L), ("meter", "own_time", 5L)], server.Points.Keys);
        state.IsUnset = false;
        clock.Set(start.AddHours(1));
        watch.Check();
        await server.Reached;

        Assert.Contains(("meter", "a", 3_601_000L), server.Points.Keys);
        Assert.Contains(("meter", "own_time", 7L), server.Points.Keys);
    }

    [Fact]
    public async Task SwitchedOff_LeavesNoCursorBehind()
    {
        await using var bench = new ExportBench(new LineProtocolOptions(), new FakeServer());
        await bench.StartAsync();
        await bench.StopExportAsync();
        using var off = new ExportOff(bench.Store.Feed.Log, TimeProvider.System);
        await off.StartAsync(CancellationToken.None);
        await off.StopAsync(CancellationToken.None);
        using var again = new ExportOff(bench.Store.Feed.Log, TimeProvider.System);

        Assert.Equal(LineProtocolState.Off, again.Status.State);
        Assert.Empty(await bench.Store.Feed.Log.CursorsAsync(LineProtocolExport.CursorName, CancellationToken.None));
    }

    [Fact]
    public async Task LogGaveSamplesUp_IsCountedAsMissed_Once()
    {
        var server = new FakeServer { Expected = 1 };
        server.Next(FakeServer.Trouble);
        await using var watch = new ClockWatch(new FakeClockState(isUnset: false), DateTimeOffset.UnixEpoch, TimeProvider.System, new LogWatch());
        var log = new MemorySampleLog { Missed = 4 };
        log.Add(5, ReadingQuality.Good, "a");
        await using LineProtocolExport export = Create(log, watch, server);
        await export.StartAsync(CancellationToken.None);
        await ExportBench.UntilAsync(() => export.Status.Missed > 0);

        Assert.Equal((4, 1), (export.Status.Missed, export.Status.Sent));
    }

    [Fact]
    public async Task DiskFails_IsShownAndWaitedOut()
    {
        var server = new FakeServer { Expected = 1 };
        await using var watch = new ClockWatch(new FakeClockState(isUnset: false), DateTimeOffset.UnixEpoch, TimeProvider.System, new LogWatch());
        var log = new MemorySampleLog { Trouble = new IOException("unplugged") };
        log.Add(5, ReadingQuality.Good, "a");
        await using LineProtocolExport export = Create(log, watch, server);
        await export.StartAsync(CancellationToken.None);
        await ExportBench.UntilAsync(() => export.Status.State == LineProtocolState.Retrying);
        Assert.Contains("unplugged", export.Status.Message);
        log.Trouble = null;
        await server.Reached;
        await ExportBench.UntilAsync(() => export.Status.State == LineProtocolState.Ok);
    }

    private static LineProtocolExport Create(MemorySampleLog log, ClockWatch watch, FakeServer server)
    {
        var options = new LineProtocolOptions { Interval = TimeSpan.FromMilliseconds(100), FromOldest = true };
        var board = new ExportBoard(TimeProvider.System, new LogWatch());
        var batches = new BatchSender(
            server, new LineEncoder("pihub", []), new ExportFilter([], []), new RefusedFields(TimeProvider.System), board, options);
        return new LineProtocolExport(log, batches, board, new ExportPace(TimeProvider.System, new Random(1)), new ExportClock(watch), options);
    }
}
