using PiHub.Mqtt.Publishing;

namespace PiHub.Mqtt.Tests.Publishing;

public sealed class UnawaitedCommitsTests
{
    [Fact]
    public async Task Add_MoreBytesThanMayBeHeld_MakesTheirPublisherWait()
    {
        var unawaited = new UnawaitedCommits();
        var commit = new TaskCompletionSource();
        Assert.True(Add(unawaited, commit, 10_000_000).IsCompleted);
        Task tooMany = Add(unawaited, commit, 10_000_000);
        Assert.False(tooMany.IsCompleted);
        Assert.True(Add(unawaited, commit, 1_000).IsCompleted); // small ones still fit

        commit.SetResult();
        await tooMany;
        Assert.True(Add(unawaited, new TaskCompletionSource(), 10_000_000).IsCompleted);
    }

    private static Task Add(UnawaitedCommits unawaited, TaskCompletionSource commit, int sizeBytes) =>
        unawaited.Add(new Completion(null, new ValueTask(commit.Task)), sizeBytes).Committed.AsTask();
}
