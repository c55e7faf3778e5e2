using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Tests.Engine;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Ingest;

public sealed class SampleFeedTests : IAsyncDisposable
{
    private readonly ReadingStore _store = new(
        new RecorderOptions { Folder = "never-opened" }, new MemoryEngine(), TimeProvider.System, NullLogger<ReadingStore>.Instance);

    private readonly SampleFeed _feed;

    public SampleFeedTests() => _feed = _store.Feed;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Listener_GetsSamplesInOrder()
    {
        List<string> seen = [];
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = _feed.Subscribe("test", (sample, _) =>
        {
            seen.Add(sample.Device);
            if (seen.Count == 100)
            {
                done.SetResult();
            }

            return ValueTask.CompletedTask;
        });

        for (int i = 0; i < 100; i++)
        {
            _feed.Publish(SampleOf($"d{i}"));
        }

        await done.Task;
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"d{i}"), seen);
    }

    [Fact]
    public async Task ListenerThatThrows_GetsTheNextSample_AndTheMissIsCounted()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = _feed.Subscribe("test", (sample, _) =>
        {
            if (sample.Device == "bad")
            {
                throw new InvalidOperationException("a listener's bug");
            }

            next.SetResult();
            return ValueTask.CompletedTask;
        });

        _feed.Publish(SampleOf("bad"));
        _feed.Publish(SampleOf("good"));

        await next.Task;
        Assert.Equal(1, _feed.Missed()["test"]);
    }

    [Fact]
    public async Task SlowListener_MissesTheOldest_AndTheOthersDoNotWait()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> slow = [];
        await using IAsyncDisposable blocked = _feed.Subscribe("slow", async (sample, _) =>
        {
            entered.TrySetResult();
            await release.Task;
            slow.Add(sample.Device);
        });
        _feed.Publish(SampleOf("first"));
        await entered.Task;

        for (int i = 0; i < 1_024 + 7; i++)
        {
            _feed.Publish(SampleOf($"d{i}"));
        }

        Assert.Equal(7, _feed.Missed()["slow"]);
        var quick = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (_feed.Subscribe("quick", (_, _) =>
        {
            quick.SetResult();
            return ValueTask.CompletedTask;
        }))
        {
            _feed.Publish(SampleOf("last"));
            await quick.Task;
        }

        release.SetResult();
    }

    [Fact]
    public async Task DisposedSubscription_IsToldNothingMore_AndMayBeDisposedAgain()
    {
        int calls = 0;
        IAsyncDisposable subscription = _feed.Subscribe("test", (_, _) =>
        {
            calls++;
            return ValueTask.CompletedTask;
        });
        await subscription.DisposeAsync();

        _feed.Publish(SampleOf("late"));
        await subscription.DisposeAsync();

        Assert.Equal(0, calls);
        Assert.Empty(_feed.Missed());
    }

    private static Sample SampleOf(string device) => new()
    {
        Device = device,
        Time = DateTimeOffset.UnixEpoch,
        Metrics = new Dictionary<string, MetricValue> { ["a"] = 1 },
    };
}
