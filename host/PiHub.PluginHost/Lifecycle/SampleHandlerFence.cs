using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Subscriptions;
using PiHub.PluginHost.Metering;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Calls a plugin's sample handler with the samples that it asked for; what it throws ends here.</summary>
/// <remarks>A call that does not return is found by <see cref="PluginHealth"/>.</remarks>
internal sealed class SampleHandlerFence : IAsyncDisposable
{
    private readonly string _pluginId;
    private readonly string _topicFilter;
    private readonly HandlerGate _gate;
    private readonly RunningPlugin _plugin;
    private readonly ILogger _logger;
    private IDurableSubscription? _subscription;

    public SampleHandlerFence(string pluginId, string topicFilter, HandlerGate gate, RunningPlugin plugin, ILogger logger) =>
        (_pluginId, _topicFilter, _gate, _plugin, _logger) = (pluginId, topicFilter, gate, plugin, logger);

    /// <summary>Goes on where a cursor stands.</summary>
    public SampleHandlerFence Follow(SampleFeed feed, string cursor)
    {
        _subscription = feed.SubscribeDurable(cursor, HandleAsync, Missed);
        return this;
    }

    public ValueTask DisposeAsync() => _subscription?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (!TopicFilter.Matches(_topicFilter, DeviceTopic.State(sample.Device)))
        {
            return;
        }

        await _gate.Turn.WaitAsync(cancellationToken);
        try
        {
            using PluginWork work = _plugin.Meter.Enter(PluginWorkKind.Sample, _gate.Name);
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
            _gate.Turn.Release();
        }
    }

    private void Missed(MissedSamples missed)
    {
        _plugin.Meter.SamplesMissed(missed);
        Log.SamplesMissed(_logger, _pluginId, missed.Count, missed.From, missed.To);
    }
}
