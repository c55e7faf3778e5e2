using PiHub.Notifications.Keeping;
using static PiHub.Notifications.Tests.Samples;

namespace PiHub.Notifications.Tests.Keeping;

public sealed class NotificationBookTests
{
    private readonly NotificationBook _book = new([]);

    [Fact]
    public void Raise_SameKindAndSubject_IsOneAndCounts()
    {
        NotificationChange first = _book.Raise(Told(), Now);
        NotificationChange second = _book.Raise(Told(title: "Plugin tally is still not well"), Now.AddMinutes(5));

        Assert.True(first.IsNews);
        Assert.False(second.IsNews);
        NotificationEntry kept = Assert.Single(_book.List());
        Assert.Equal((2, Now, Now.AddMinutes(5), "Plugin tally is still not well"), (kept.Count, kept.RaisedAt, kept.LastAt, kept.Notification.Title));
    }

    [Fact]
    public void Raise_OtherSubject_IsAnother()
    {
        _book.Raise(Told(), Now);
        _book.Raise(Told("other"), Now);

        Assert.Equal(["other", "tally"], _book.List().Select(entry => entry.Notification.Subject));
    }

    [Fact]
    public void Raise_WhileDismissed_StaysAwayUntilItIsWorse()
    {
        long id = _book.Raise(Told(), Now).Entry.Id;
        _book.Sort(id, Now);

        Assert.False(_book.Raise(Told(), Now.AddMinutes(1)).Entry.IsOpen);
        NotificationChange worse = _book.Raise(Told(severity: NotificationSeverity.Error), Now.AddMinutes(2));
        Assert.True(worse.IsNews && worse.Entry.IsOpen);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(61, 2)]
    public void Raise_AfterItWasOver_ComesBackAndIsTheSameWithinAnHour(int minutes, int kept)
    {
        long id = _book.Raise(Told(), Now).Entry.Id;
        _book.Sort(id, Now);
        Assert.Equal(Now, _book.Resolve("plugin_failed", "tally", Now)?.Entry.ResolvedAt);

        NotificationChange back = _book.Raise(Told(), Now.AddMinutes(minutes));

        Assert.True(back.IsNews && back.Entry.IsOpen);
        Assert.Equal(kept, _book.List().Count);
    }

    [Fact]
    public void Resolve_WhatWasNotTold_IsNothing()
    {
        Assert.Null(_book.Resolve("plugin_failed", "tally", Now));
        _book.Raise(Told(), Now);
        Assert.NotNull(_book.Resolve("plugin_failed", "tally", Now));
        Assert.Null(_book.Resolve("plugin_failed", "tally", Now));
    }

    [Fact]
    public void Prune_TooManyOrTooOld_DeletesThoseThatAreOverFirst()
    {
        _book.Raise(Told("old"), Now.AddDays(-91));
        _book.Raise(Told("first"), Now.AddMinutes(-3));
        _book.Raise(Told("over"), Now.AddMinutes(-2));
        _book.Raise(Told("last"), Now.AddMinutes(-1));
        _book.Resolve("plugin_failed", "over", Now);

        Assert.True(_book.Prune(maximum: 2, TimeSpan.FromDays(90), Now));

        Assert.Equal(["last", "first"], _book.List().Select(entry => entry.Notification.Subject));
        Assert.False(_book.Prune(maximum: 2, TimeSpan.FromDays(90), Now));
    }

    [Fact]
    public void Bound_HostileText_IsCutAndHasNoLineBreakAndNoForeignLink()
    {
        Notification bound = NotificationText.Bound(Told(title: "a\r\nBcc: x@example.org") with { Detail = new string('d', 5_000), Link = "//evil.example" });

        Assert.Equal("a  Bcc: x@example.org", bound.Title);
        Assert.Equal(NotificationText.MaximumDetailCharacters, bound.Detail.Length);
        Assert.Null(bound.Link);
        Assert.Equal("/plugins/tally", NotificationText.Bound(Told()).Link);
    }
}
