using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Hal.Drivers;

namespace PiHub.Hal.Tests.Drivers;

public sealed class RetainedTopicTests
{
    [Fact]
    public async Task Set_WhileTheBusHolds_OnlyTheNewestFollows()
    {
        var bus = new FakeBus();
        var open = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        bus.Gate = async (_, _) =>
        {
            held.TrySetResult();
            await open.Task;
        };
        await using var topic = new RetainedTopic(new HubLink(bus, TimeProvider.System, NullLogger.Instance), "t");
        Task first = topic.SetAsync("1"u8.ToArray());
        await held.Task;
        foreach (char value in "2345")
        {
            Task next = topic.SetAsync(new[] { (byte)value });
            Assert.False(next.IsCompleted);
        }

        open.SetResult();
        await first;
        Assert.Equal(["1", "5"], bus.On("t"));
    }

    [Fact]
    public async Task Set_SameValueAgain_IsPublishedOnce()
    {
        var bus = new FakeBus();
        await using var topic = new RetainedTopic(new HubLink(bus, TimeProvider.System, NullLogger.Instance), "t");
        await topic.SetAsync("offline"u8.ToArray());
        await topic.SetAsync("offline"u8.ToArray());
        await topic.SetAsync("online"u8.ToArray());
        Assert.Equal(["offline", "online"], bus.On("t"));
    }
}
