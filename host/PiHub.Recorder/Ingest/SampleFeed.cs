using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Ingest;

/// <summary>Hands committed samples to whoever wants them in process, in order of commit. Safe to use from any thread.</summary>
public sealed class SampleFeed
{
    private readonly SampleLog _log;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ImmutableArray<SampleSubscription> _subscriptions = [];

    internal SampleFeed(SampleLog log, TimeProvider time, ILogger logger) => (_log, _time, _logger) = (log, time, logger);

    /// <summary>The newest samples on disk, and who has come how far in them.</summary>
    public ISampleLog Log => _log;

    /// <summary>Subscribes to all samples from now on, as long as the process runs.</summary>
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

    /// <summary>Goes on with all samples where the cursor of that name stands; a new cursor begins with the next sample. Nothing is
    /// dropped: who is slow falls behind, and catches up from disk as far as the log reaches back.</summary>
    /// <param name="cursorName">The cursor's name. One that is followed already is taken over.</param>
    /// <param name="handler">Called with one sample at a time; the next one follows when it has returned or failed, which is logged and
    /// counted. The token is cancelled a second after the subscription is disposed.</param>
    /// <param name="missed">Told what the log no longer had, before the next sample; null: nobody.</param>
    public IDurableSubscription SubscribeDurable(
        string cursorName, Func<Sample, CancellationToken, ValueTask> handler, Action<MissedSamples>? missed = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(cursorName);
        ArgumentNullException.ThrowIfNull(handler);
        return new DurableSubscription(_log, cursorName, new SampleListener(handler, missed), _time, _logger);
    }

    /// <summary>How many samples each listener that is not durable has missed, because it was too slow or failed.</summary>
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
