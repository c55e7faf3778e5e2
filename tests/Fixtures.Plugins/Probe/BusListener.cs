using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Probe;

/// <summary>Counts messages on the bus, and never ends its subscription.</summary>
[Service]
internal sealed class BusListener
{
    private int _messages;

    public BusListener(IBus bus) => bus.Subscribe("pihub/+/state", (_, _) =>
    {
        Interlocked.Increment(ref _messages);
        return ValueTask.CompletedTask;
    });

    public int Messages => Volatile.Read(ref _messages);
}
