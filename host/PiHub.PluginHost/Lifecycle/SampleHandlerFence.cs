using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Subscriptions;
using PiHub.PluginHost.Metering;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Calls a plugin's sample handler with the samples that it asked for; what it throws ends here, and a call that does not return
/// is reported.</summary>
internal sealed class SampleHandlerFence : IAsyncDisposable
{
    private readonly string _pluginId;
    private readonly string _topicFilter;
    private readonly HandlerGate _gate;
    private readonly RunningPlugin _plugin;
    private readonly ILogger _logger;
    private readonly Lock _lock = new(); // guards the field below and what is reported
    private bool _isCalling;
    private ITimer? _patience;
    private IDurableSubscription? _subscription;

    public SampleHandlerFence(string pluginId, string topicFilter, HandlerGate gate, RunningPlugin plugin, ILogger logger) =>
        (_pluginId, _topicFilter, _gate, _plugin, _logger) = (pluginId, topicFilter, gate, plugin, logger);

    /// <summary>How long a call may take before it is reported.</summary>
    public required TimeSpan Patience { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>How many samples wait.</summary>
    public required Func<long> Waiting { get; init; }

    private string Part => $"samples {_gate.Name} {_topicFilter}";

    /// <summary>Goes on where a cursor stands.</summary>
    public SampleHandlerFence Follow(SampleFeed feed, string cursor)
    {
        _patience = Time.CreateTimer(_ => Complain(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = feed.SubscribeDurable(cursor, HandleAsync, Missed);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_subscription is { } subscription)
        {
            await subscription.DisposeAsync();
        }

        if (_patience is { } patience)
        {
            await patience.DisposeAsync();
        }
    }

    private async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (!TopicFilter.Matches(_topicFilter, DeviceTopic.State(sample.Device)))
        {
            return;
        }

        await _gate.Turn.WaitAsync(cancellationToken);
        try
        {
            Begin();
            using PluginWork work = _plugin.Meter.Enter(PluginWorkKind.Sample);
            await _gate.Handler.HandleAsync(sample, cancellationToken);
            _plugin.Meter.SampleHandled(isError: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's handler fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _plugin.Meter.SampleHandled(isError: true);
            Log.SampleFailed(_logger, _pluginId, sample.Device, exception);
        }
        finally
        {
            End();
            _gate.Turn.Release();
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            _isCalling = true;
            _patience?.Change(Patience, Patience);
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _isCalling = false;
            _patience?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _plugin.Report(Part, trouble: null);
        }
    }

    private void Complain()
    {
        lock (_lock)
        {
            if (_isCalling)
            {
                _plugin.Report(Part, $"{_gate.Name} has not returned for {Patience.TotalSeconds:0} s; {Waiting()} samples wait");
            }
        }
    }

    private void Missed(MissedSamples missed)
    {
        _plugin.Meter.SamplesMissed(missed);
        Log.SamplesMissed(_logger, _pluginId, missed.Count, missed.From, missed.To);
    }
}
