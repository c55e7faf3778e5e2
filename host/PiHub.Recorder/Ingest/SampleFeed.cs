using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Ingest;

/// <summary>Hands committed samples to whoever wants them in process, in order of commit. Safe to use from any thread.</summary>
public sealed class SampleFeed
{
    private readonly ILogger _logger;
    private ImmutableArray<SampleSubscription> _subscriptions = [];

    internal SampleFeed(ILogger logger) => _logger = logger;

    /// <summary>Subscribes to all samples from now on.</summary>
    /// <param name="name">Who listens, for the log.</param>
    /// <param name="handler">Called with one sample at a time. Up to 1,024 samples wait for it (overflow policy: drop oldest, counted);
    /// after an exception, which is logged and counted, the next sample follows.</param>
    /// <returns>The subscription; disposing it cancels the running call and waits for it.</returns>
    public IAsyncDisposable Subscribe(string name, Func<Sample, CancellationToken, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var subscription = new SampleSubscription(name, handler, Remove, _logger);
        ImmutableInterlocked.Update(ref _subscriptions, static (all, one) => all.Add(one), subscription);
        return subscription;
    }

    /// <summary>How many samples each listener has missed, because it was too slow or failed.</summary>
    public IReadOnlyDictionary<string, long> Missed() => _subscriptions
        .GroupBy(subscription => subscription.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(subscription => subscription.Missed), StringComparer.Ordinal);

    /// <summary>Hands out a committed sample; never waits.</summary>
    /// <param name="sample">The sample.</param>
    internal void Publish(Sample sample)
    {
        foreach (SampleSubscription subscription in _subscriptions)
        {
            subscription.Offer(sample);
        }
    }

    private void Remove(SampleSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (all, one) => all.Remove(one), subscription);
}
