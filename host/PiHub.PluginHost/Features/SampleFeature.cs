using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Storage;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Features;

/// <summary>Feeds the plugin's sample handlers, each from its own cursor in the sample log.</summary>
internal sealed class SampleFeature(LentServices lent, ILogger<SampleFeature> logger) : IPluginFeature
{
    private readonly HandlerCursors _cursors = new(lent.Samples.Log, lent.Time);

    public async ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        foreach ((_, Type type) in start.Declared.SampleHandlers)
        {
            start.Resolve<ISampleHandler>(type);
        }

        await _cursors.RetireAsync(start.Id, [.. CursorsOf(start)], cancellationToken);
    }

    public ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        start.Plugin.Meter.FollowLag(TellLag(lent.Samples.Log, [.. CursorsOf(start)]));
        foreach (IGrouping<Type, (string TopicFilter, Type Type)> handler in start.Declared.SampleHandlers.Distinct().GroupBy(one => one.Type))
        {
            var gate = new HandlerGate(start.Resolve<ISampleHandler>(handler.Key));
            foreach ((string topicFilter, Type type) in handler)
            {
                string cursor = HandlerCursors.NameOf(start.Id, type, topicFilter);
                start.Plugin.Register(
                    () => new SampleHandlerFence(start.Id, topicFilter, gate, start.Plugin, logger).Follow(lent.Samples, cursor));
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask ForgetAsync(string id, CancellationToken cancellationToken) => await _cursors.ForgetAsync(id, cancellationToken);

    // Apart from the closures above, which know the plugin: the meter outlives it.
    private static Func<long> TellLag(ISampleLog log, string[] cursors) => () => cursors.Sum(log.LagOf);

    private static IEnumerable<string> CursorsOf(PluginStart start) => start.Declared.SampleHandlers
        .Select(handler => HandlerCursors.NameOf(start.Id, handler.Type, handler.TopicFilter))
        .Distinct(StringComparer.Ordinal);
}
