using static PiHub.Recorder.Tests.StoreFolder;

namespace PiHub.Recorder.Tests.Replay;

public sealed class DurableSubscriptionTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NewCursor_GetsWhatIsCommittedFromNowOn_InOrder()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await AppendAsync(store, 1, 5);
        await using var follower = new Follower(store, expected: 100);

        await AppendAsync(store, 6, 105);

        await follower.Reached;
        Assert.Equal(Range(6, 105), follower.Handled);
        Assert.Equal(105, store.Feed.Log.Head);
    }

    [Fact]
    public async Task Disposed_GoesOnExactlyThere_OverRestartsToo()
    {
        await using (ReadingStore store = await _folder.StartAsync())
        {
            await using (var follower = new Follower(store, expected: 3))
            {
                await AppendAsync(store, 1, 3);
                await follower.Reached;
            }

            Assert.Equal(3, _folder.PositionOnDisk("test"));
            await AppendAsync(store, 4, 6);
        }

        await using ReadingStore restarted = await _folder.StartAsync();
        await using var again = new Follower(restarted, expected: 6);
        await AppendAsync(restarted, 7, 9);
        await again.Reached;
        Assert.Equal(Range(4, 9), again.Handled);
        Assert.Equal(9, restarted.Feed.Log.Head);
    }

    [Fact]
    public async Task ManyProducers_AndManyRestarts_HandleEachSampleOnce()
    {
        const int Producers = 8, Each = 300;
        await using ReadingStore store = await _folder.StartAsync();
        var seen = new List<long>();
        using var all = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await new Follower(store, expected: 1).DisposeAsync(); // the cursor begins here
        Task producing = Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(
            () => AppendAsync(store, (producer * Each) + 1, (producer + 1) * Each, $"d{producer}"))));
        while (seen.Count < Producers * Each)
        {
            all.Token.ThrowIfCancellationRequested();
            var follower = new Follower(store, expected: Math.Min(1 + (seen.Count % 97), (Producers * Each) - seen.Count));
            await follower.Reached;
            await follower.DisposeAsync();
            seen.AddRange(follower.Handled);
            Assert.Equal(0, follower.Subscription.Missed);
        }

        await producing;
        Assert.Equal(Range(1, Producers * Each), seen.Order());
    }

    [Fact]
    public async Task SlowHandler_CatchesUpFromDisk_AndTheLagTells()
    {
        const int Many = 6_000; // more than the memory keeps
        await using ReadingStore store = await _folder.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var follower = new Follower(store, expected: Many, first: async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
        });
        await Task.WhenAll(Enumerable.Range(1, Many).Select(time => store.AppendAsync(Sample(time, 1.0), None).AsTask()));
        await entered.Task;
        Assert.Equal(Many, follower.Subscription.Lag);

        release.SetResult();

        await follower.Reached;
        Assert.Equal(Range(1, Many), follower.Handled);
        Assert.Empty(follower.Gaps);
    }

    [Fact]
    public async Task CallThatRunsAtTheStop_IsWaitedFor_AndCountsAsHandled()
    {
        await using ReadingStore store = await _folder.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var follower = new Follower(store, expected: 1, first: async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
        });
        await AppendAsync(store, 1, 3);
        await entered.Task;

        Task stopping = follower.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        Assert.Equal([1], follower.Handled);
        await using var next = new Follower(store, expected: 2);
        await next.Reached;
        Assert.Equal([2, 3], next.Handled);
    }

    [Fact]
    public async Task CallThatIsCancelledAtTheStop_ComesAgain()
    {
        await using ReadingStore store = await _folder.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var follower = new Follower(store, expected: 1, first: async (_, cancellationToken) =>
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        await AppendAsync(store, 1, 2);
        await entered.Task;

        await follower.DisposeAsync();

        Assert.Empty(follower.Handled);
        await using var next = new Follower(store, expected: 2);
        await next.Reached;
        Assert.Equal([1, 2], next.Handled);
    }

    [Fact]
    public async Task HandlerThatThrows_GetsTheNextSample_AndTheFailureIsCounted()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await using var follower = new Follower(store, expected: 2, first: (sample, _) => sample.Time.ToUnixTimeMilliseconds() == 2
            ? throw new InvalidOperationException("a listener's bug")
            : ValueTask.CompletedTask);

        await AppendAsync(store, 1, 3);

        await follower.Reached;
        Assert.Equal([1, 3], follower.Handled);
        Assert.Equal(1, follower.Subscription.Failed);
    }

    [Fact]
    public async Task CallThatOutlivesItsSubscription_NoLongerMovesTheCursor()
    {
        await using ReadingStore store = await _folder.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var abandoned = new Follower(store, expected: 1, first: async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
        });
        await AppendAsync(store, 1, 1);
        await entered.Task;

        await using (var next = new Follower(store, expected: 3))
        {
            await AppendAsync(store, 2, 3);
            await next.Reached;
        }

        release.SetResult();
        await abandoned.Reached;
        await abandoned.DisposeAsync();
        Assert.Equal(3, Assert.Single(await store.Feed.Log.CursorsAsync("", None)).Position);
        Assert.Equal(3, _folder.PositionOnDisk("test"));
    }

    [Fact]
    public async Task IdleStore_BringsThePositionToDiskAllTheSame()
    {
        await using ReadingStore store = await _folder.StartAsync();
        await using var follower = new Follower(store, expected: 2);
        await AppendAsync(store, 1, 2);
        await follower.Reached;

        // No further commit takes the position along.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (_folder.PositionOnDisk("test") != 2)
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    [Fact]
    public async Task SubscribedBeforeTheStoreStarts_GetsWhatIsCommittedThen()
    {
        await using ReadingStore store = _folder.Create();
        await using var follower = new Follower(store, expected: 2);
        await store.StartAsync(None);
        await follower.Subscription.DisposeAsync();
        await using var next = new Follower(store, expected: 2);
        await AppendAsync(store, 1, 2);
        await next.Reached;
    }

    private static IEnumerable<long> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(number => (long)number);

    private static async Task AppendAsync(ReadingStore store, int first, int last, string device = "meter")
    {
        for (int time = first; time <= last; time++)
        {
            await store.AppendAsync(Sample(time, 1.0, device: device), None);
        }
    }
}
