using System.Diagnostics;
using System.Globalization;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

public sealed class CrashWriterTests
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("PIHUB_CHAOS_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 5;

    [Fact]
    public async Task Main_KilledAtAnyMoment_KeepsEveryAcknowledgedSample()
    {
        using var folder = new StoreFolder();
        var random = new Random(20260101);
        for (int round = 0; round < Rounds; round++)
        {
            List<(string Metric, long Time)> acknowledged = await RunAndKillAsync(folder, (round + 1) * 1_000_000L, random.Next(20, 400));
            BlockEngine engine = CrashWriter.Engine(folder.Path);
            await using ReadingStore store = await folder.StartAsync(engine: engine);
            await AssertLoggedOnceAsync(store, acknowledged);
            Assert.Empty((await engine.VerifyAsync(CancellationToken.None)).Damages);
            foreach (IGrouping<string, (string Metric, long Time)> metric in acknowledged.GroupBy(sample => sample.Metric))
            {
                HashSet<long> kept = [.. (await store.QueryAsync(
                    new ReadingQuery
                    {
                        Device = "meter",
                        Metric = metric.Key,
                        From = At((round + 1) * 1_000_000L),
                        To = At((round + 2) * 1_000_000L),
                        Limit = ReadingQuery.MaximumPoints,
                    },
                    CancellationToken.None)).Points.Select(point => point.Time.ToUnixTimeMilliseconds())];
                Assert.All(metric, sample => Assert.Contains(sample.Time, kept));
            }
        }
    }

    // Readings and log are one commit: the log has each acknowledged sample once, under numbers without a gap.
    private static async Task AssertLoggedOnceAsync(ReadingStore store, List<(string Metric, long Time)> acknowledged)
    {
        var logged = new List<LoggedSample>();
        while (logged.Count < store.Feed.Log.Head)
        {
            SampleLogPage page = await store.Feed.Log.ReadAsync(logged.Count, 1_000, CancellationToken.None);
            Assert.Equal(0, page.Missed);
            logged.AddRange(page.Samples);
        }

        Assert.Equal(Enumerable.Range(1, logged.Count).Select(number => (long)number), logged.Select(sample => sample.Sequence));
        List<(string Metric, long Time)> samples =
            [.. logged.Select(sample => (sample.Sample.Metrics.Keys.Single(), sample.Sample.Time.ToUnixTimeMilliseconds()))];
        HashSet<(string Metric, long Time)> distinct = [.. samples];
        Assert.Equal(samples.Count, distinct.Count);
        Assert.All(acknowledged, sample => Assert.Contains(sample, distinct));
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static async Task<List<(string Metric, long Time)>> RunAndKillAsync(StoreFolder folder, long first, int killAfter)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(CrashWriter).Assembly.Location, folder.Path, first.ToString()])
        {
            RedirectStandardOutput = true,
        };
        using Process writer = Process.Start(start) ?? throw new InvalidOperationException("The writer did not start.");
        var acknowledged = new List<(string Metric, long Time)>();
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var metric, var time, "ok"])
            {
                acknowledged.Add((metric, long.Parse(time)));
            }

            if (acknowledged.Count == killAfter)
            {
                writer.Kill(); // SIGKILL; what it printed before is still read
            }
        }

        await writer.WaitForExitAsync();
        Assert.True(acknowledged.Count >= killAfter, $"The writer ended by itself after {acknowledged.Count} samples.");
        return acknowledged;
    }
}
