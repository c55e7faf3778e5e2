using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Tests.Storage;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class SampleHandlerFenceTests
{
    private readonly RunningPlugin _plugin = new("a", new PluginLoadContext(typeof(SampleHandlerFenceTests).Assembly.Location));

    [Fact]
    public async Task HandlerWithTwoFilters_IsCalledByOneAtATime()
    {
        await using LentParts lent = await LentParts.StartAsync();
        var handler = new CountingHandler(expected: 200);
        var gate = new HandlerGate(handler);
        await using SampleHandlerFence all = Create(gate, "pihub/+/state").Follow(lent.Store.Feed, "all");
        await using SampleHandlerFence meter = Create(gate, "pihub/meter/state").Follow(lent.Store.Feed, "meter");

        for (int i = 0; i < 100; i++)
        {
            await AppendAsync(lent, "meter");
        }

        await handler.Done;
        Assert.Equal(1, handler.MostAtOnce);
        Assert.Equal(200, _plugin.Meter.Samples);
    }

    [Fact]
    public async Task SamplesThatTheLogHasLost_AreMetered()
    {
        await using LentParts lent = await LentParts.StartAsync();
        var cursor = new SampleCursor { Name = "cursor", Position = 0, CommittedAt = DateTimeOffset.UnixEpoch };
        await lent.Store.Feed.Log.SaveCursorsAsync([cursor], CancellationToken.None);
        string journal = Assert.Single(Directory.GetFiles(Path.Combine(lent.Folder, "readings", "journal")));
        long first = new FileInfo(journal).Length;
        await AppendAsync(lent, "meter");
        long second = new FileInfo(journal).Length;
        await AppendAsync(lent, "meter");
        Spoil(journal, (first + second) / 2);
        var handler = new CountingHandler(expected: 1);

        await using SampleHandlerFence fence = Create(new HandlerGate(handler), "#").Follow(lent.Store.Feed, "cursor");

        await handler.Done;
        Assert.Equal(1, _plugin.Meter.Missed);
        Assert.Equal((1, DateTimeOffset.UnixEpoch), (_plugin.Meter.LastMissed?.Count, _plugin.Meter.LastMissed?.From));
    }

    private static void Spoil(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        int spoiled = file.ReadByte() ^ 0xFF;
        file.Position = offset;
        file.WriteByte((byte)spoiled);
    }

    private static ValueTask AppendAsync(LentParts lent, string device) => lent.Store.AppendAsync(
        new Sample
        {
            Device = device, Time = DateTimeOffset.UnixEpoch, Metrics = new Dictionary<string, MetricValue> { ["a"] = 1 },
        },
        CancellationToken.None);

    private SampleHandlerFence Create(HandlerGate gate, string topicFilter) =>
        new("a", topicFilter, gate, _plugin, NullLogger.Instance);

    private sealed class CountingHandler(int expected) : ISampleHandler
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;
        private int _handled;

        public int MostAtOnce { get; private set; }

        public Task Done => _done.Task.WaitAsync(TimeSpan.FromMinutes(1));

        public async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
            await Task.Yield();
            Interlocked.Decrement(ref _inside);
            if (Interlocked.Increment(ref _handled) == expected)
            {
                _done.SetResult();
            }
        }
    }
}
