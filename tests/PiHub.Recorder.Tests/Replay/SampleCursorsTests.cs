using PiHub.Recorder.Replay;

namespace PiHub.Recorder.Tests.Replay;

public sealed class SampleCursorsTests
{
    [Fact]
    public void Moves_WaitUntilTheyAreDue_SoThatNotEveryCommitWritesThem()
    {
        using var cursors = new SampleCursors(new ManualTime(), () => { });
        SampleCursor cursor = cursors.Take("test", this, head: 0);
        Assert.Equal([0], Positions(cursors)); // a new one goes at once

        cursors.Advance(cursor with { Position = 1 }, this);
        Assert.Empty(Positions(cursors));
        cursors.Advance(cursor with { Position = 2 }, this);
        cursors.Hasten();
        Assert.Equal([2], Positions(cursors));
        Assert.Empty(Positions(cursors));
    }

    [Fact]
    public void MovesOfACommitThatFailed_AreDueAgain()
    {
        using var cursors = new SampleCursors(new ManualTime(), () => { });
        cursors.Take("test", this, head: 3);

        cursors.Restore(cursors.TakeChanges());

        Assert.Equal([3], Positions(cursors));
    }

    private static IEnumerable<long> Positions(SampleCursors cursors) => cursors.TakeChanges().Moved.Select(cursor => cursor.Position);
}
