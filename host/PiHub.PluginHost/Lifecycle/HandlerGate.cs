using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>A plugin's sample handler, which is called by one at a time however many filters it is declared with.</summary>
internal sealed class HandlerGate(ISampleHandler handler)
{
    /// <summary>Held during a call.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public ISampleHandler Handler { get; } = handler;

    public string Name { get; } = handler.GetType().Name;
}
