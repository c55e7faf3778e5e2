using PiHub.Hal.Tests;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class RequestHandoverTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Wait_EndsWithTheChange()
    {
        var handover = new RequestHandover(_time);
        Task<bool> waiting = handover.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        handover.End();

        Assert.True(await waiting);
        Assert.True(await handover.WaitAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Wait_LongerThanItsPatience_IsGivenUp()
    {
        var handover = new RequestHandover(_time);
        Task<bool> waiting = handover.WaitAsync(CancellationToken.None);

        _time.Advance(RequestHandover.Patience);

        Assert.False(await waiting);
    }

    [Fact]
    public async Task Wait_OfOneTooMany_IsRefusedAtOnce_AndTheOthersWaitOn()
    {
        var handover = new RequestHandover(_time);
        Task<bool>[] waiting = [.. Enumerable.Range(0, 256).Select(_ => handover.WaitAsync(CancellationToken.None))];

        Assert.False(await handover.WaitAsync(CancellationToken.None));

        Assert.Equal(256, handover.Waiting);
        handover.End();
        Assert.All(await Task.WhenAll(waiting), Assert.True);
    }
}
