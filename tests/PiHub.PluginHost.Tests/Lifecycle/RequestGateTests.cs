using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class RequestGateTests
{
    [Fact]
    public async Task Close_WithRequestsInside_CompletesWhenTheLastLeaves()
    {
        var gate = new RequestGate();
        Assert.True(gate.TryEnter());
        Assert.True(gate.TryEnter());

        Task closed = gate.CloseAsync();
        Assert.False(gate.TryEnter());
        gate.Leave();
        Assert.False(closed.IsCompleted);
        gate.Leave();

        await closed;
    }

    [Fact]
    public async Task Close_Empty_CompletesAtOnce() => await new RequestGate().CloseAsync();
}
