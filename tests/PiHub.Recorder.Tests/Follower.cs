using System.Collections.Concurrent;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests;

/// <summary>A durable subscription of a test that notes the times (in ms since 1970) of what it handled.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly ConcurrentQueue<long> _handled = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private readonly Func<Sample, CancellationToken, ValueTask>? _first;

    public Follower(
        ReadingStore store, int expected, Func<Sample, CancellationToken, ValueTask>? first = null, string cursor = "test")
    {
        (_expected, _first) = (expected, first);
        Subscription = store.Feed.SubscribeDurable(cursor, HandleAsync, Gaps.Enqueue);
    }

    public IDurableSubscription Subscription { get; }

    public ConcurrentQueue<MissedSamples> Gaps { get; } = new();

    public IReadOnlyList<long> Handled => [.. _handled];

    /// <summary>Completes when as many samples were handled as are expected.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public ValueTask DisposeAsync() => Subscription.DisposeAsync();

    private async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (_first is not null)
        {
            await _first(sample, cancellationToken);
        }

        _handled.Enqueue(sample.Time.ToUnixTimeMilliseconds());
        if (_handled.Count == _expected)
        {
            _reached.TrySetResult();
        }
    }
}
