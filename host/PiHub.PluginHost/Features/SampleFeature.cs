using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Features;

/// <summary>Feeds the plugin's sample handlers.</summary>
internal sealed class SampleFeature(LentServices lent, ILogger<SampleFeature> logger) : IPluginFeature
{
    public ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        foreach ((_, Type type) in start.Declared.SampleHandlers)
        {
            start.Resolve<ISampleHandler>(type);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        foreach ((string topicFilter, Type type) in start.Declared.SampleHandlers)
        {
            var fence = new SampleHandlerFence(start.Id, topicFilter, start.Resolve<ISampleHandler>(type), start.Plugin.Meter, logger);
            start.Plugin.Register(() => lent.Samples.Subscribe(start.Id, fence.HandleAsync));
        }

        return ValueTask.CompletedTask;
    }
}
