using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Tests.Rollups;

namespace PiHub.Recorder.Tests;

public sealed class RecorderMaintenanceTests
{
    [Fact]
    public async Task Wake_ReadingsWait_MakesTheirRollups()
    {
        var bench = new RollupBench("UTC", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Engine.BeforeWrite = _ => written.TrySetResult();
        var options = new RecorderOptions { Folder = "/data", TimeZone = "Europe/Bucharest" };
        await using var maintenance = RecorderMaintenance.Create(
            bench.Engine, bench.Kinds, bench.Files, options, bench.Time, NullLogger.Instance);
        maintenance.Start();
        bench.Add(bench.Time.GetUtcNow().ToUnixTimeMilliseconds(), 1);
        bench.Time.Advance(TimeSpan.FromDays(2));
        maintenance.Wake();
        maintenance.Wake();
        await written.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await maintenance.DisposeAsync();
        await maintenance.DisposeAsync();
        maintenance.Wake();
        Assert.Equal(1, maintenance.Rollups.Series);
        Assert.NotNull(maintenance.Retention.Space.FreeBytes);
    }
}
