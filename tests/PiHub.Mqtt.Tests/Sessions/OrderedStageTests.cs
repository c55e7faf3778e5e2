using PiHub.Mqtt.Sessions;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class OrderedStageTests
{
    [Fact]
    public async Task Add_FirstItemsOfTwoThreadsAtOnce_AreAllHandled()
    {
        const int Rounds = 5_000;
        int handled = 0;
        OrderedStage<int>[] stages = [.. Enumerable.Range(0, Rounds).Select(_ => new OrderedStage<int>(10, Handle))];
        using var together = new Barrier(2);
        void AddToAll()
        {
            foreach (OrderedStage<int> stage in stages)
            {
                Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(10)));
                Assert.True(stage.AddAsync(1, CancellationToken.None).AsTask().IsCompletedSuccessfully);
            }
        }

        await Task.WhenAll(Task.Run(AddToAll), Task.Run(AddToAll));
        await Task.WhenAll(stages.Select(stage => stage.CompleteAsync()));

        Assert.Equal(2 * Rounds, handled);

        ValueTask Handle(int item)
        {
            Interlocked.Add(ref handled, item);
            return ValueTask.CompletedTask;
        }
    }
}
