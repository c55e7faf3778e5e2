using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Tests.Capabilities;

public sealed class PluginBusTests
{
    private readonly RecordingBus _hub = new();
    private readonly PluginBus _bus;
    private int _received;

    public PluginBusTests() =>
        _bus = new PluginBus(_hub, Guards.Of(new PluginPermissions { Subscribe = ["pihub/+/state"] }, out RunningPlugin plugin), plugin.Meter);

    [Fact]
    public async Task Dispose_EndsSubscriptionsThatThePluginDropped()
    {
        Subscribe("pihub/+/state");
        Subscribe("pihub/meter/state");
        await PublishAsync();
        Assert.Equal(2, _received);

        await _bus.DisposeAsync();

        await PublishAsync();
        Assert.Equal(2, _received);
    }

    [Fact]
    public async Task Subscription_ThatThePluginEnds_IsEndedAtOnce()
    {
        await Subscribe("pihub/+/state").DisposeAsync();

        await PublishAsync();
        Assert.Equal(0, _received);
        await _bus.DisposeAsync();
    }

    [Fact]
    public async Task Subscribe_AfterTheEnd_IsRefused()
    {
        await _bus.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => Subscribe("pihub/+/state"));
    }

    private IAsyncDisposable Subscribe(string filter) => _bus.Subscribe(filter, (_, _) =>
    {
        _received++;
        return ValueTask.CompletedTask;
    });

    private ValueTask PublishAsync() =>
        _hub.PublishAsync(new BusMessage { Topic = "pihub/meter/state", Payload = default }, CancellationToken.None);
}
