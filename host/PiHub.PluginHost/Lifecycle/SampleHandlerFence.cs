using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Subscriptions;
using PiHub.PluginHost.Metering;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Calls a plugin's sample handler with the samples that it asked for; what it throws ends here.</summary>
internal sealed class SampleHandlerFence(
    string pluginId, string topicFilter, ISampleHandler handler, PluginMeter meter, ILogger logger)
{
    public async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (!TopicFilter.Matches(topicFilter, DeviceTopic.State(sample.Device)))
        {
            return;
        }

        try
        {
            using PluginWork work = meter.Enter(PluginWorkKind.Sample);
            await handler.HandleAsync(sample, cancellationToken);
            meter.SampleHandled(isError: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's handler fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            meter.SampleHandled(isError: true);
            Log.SampleFailed(logger, pluginId, sample.Device, exception);
        }
    }
}
