using PiHub.Access.Sessions;
using PiHub.Access.SignIn;
using PiHub.Access.Users;

namespace PiHub.Access.Tests.Sessions;

public sealed class SessionStoreTests : IDisposable
{
    private readonly AccessFixture _access = new();
    private readonly SessionStore _sessions;
    private readonly HubUser _user;

    public SessionStoreTests()
    {
        _user = _access.Add("anna");
        _sessions = _access.OpenSessions(options: new SessionOptions
        {
            IdleLifetime = TimeSpan.FromDays(2), AbsoluteLifetime = TimeSpan.FromDays(5), MaximumPerUser = 3,
        });
    }

    public void Dispose() => _access.Dispose();

    [Fact]
    public void Session_IsFoundWithItsUserAsTheyAreNow_AlsoAfterAReload()
    {
        Session session = Create();
        _access.Users.SetProfile(_user.Id, "New Name", null);

        Assert.Equal("New Name", _sessions.Find(session.Id)?.User.DisplayName);
        Assert.Equal(session, _access.OpenSessions(new UserStore(_access.Database, _access.Time)).Find(session.Id)?.Session);
    }

    [Fact]
    public void Session_ExpiresIdle()
    {
        Session session = Create();
        _access.Time.Advance(TimeSpan.FromDays(1.9));
        _sessions.Seen(session.Id, "192.0.2.7");
        _access.Time.Advance(TimeSpan.FromDays(1.9));
        Assert.Equal("192.0.2.7", _sessions.Find(session.Id)?.Session.Address);

        _access.Time.Advance(TimeSpan.FromDays(0.1));

        Assert.Null(_sessions.Find(session.Id));
        Assert.True(_sessions.RevocationOf(session.Id).IsCancellationRequested);
    }

    [Fact]
    public void Session_ExpiresHoweverMuchItIsUsed()
    {
        Session session = Create();
        for (int day = 0; day < 4; day++)
        {
            _access.Time.Advance(TimeSpan.FromDays(1));
            _sessions.Seen(session.Id, null);
        }

        Assert.NotNull(_sessions.Find(session.Id));
        _access.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(_sessions.Find(session.Id));
    }

    [Theory]
    [InlineData(Role.Admin, false, "hash")]
    [InlineData(Role.Viewer, true, "hash")]
    [InlineData(Role.Viewer, false, "other")]
    public void ChangedUser_EndsSessions_AlsoThoseOfTheDisk(Role role, bool isDisabled, string hash)
    {
        Session session = Create();

        _access.Users.Change(_user.Id, "x", role, isDisabled);
        _access.Users.SetPassword(_user.Id, hash);

        Assert.Null(_sessions.Find(session.Id));
        Assert.Empty(_sessions.Of(_user.Id));
        _access.Users.Change(_user.Id, "x", Role.Viewer, isDisabled: false);
        Assert.Null(_access.OpenSessions(new UserStore(_access.Database, _access.Time)).Find(session.Id));
    }

    [Fact]
    public void OwnPasswordChange_KeepsTheSessionThatMadeIt()
    {
        Session mine = Create();
        Session other = Create();

        _access.Users.SetPassword(_user.Id, "other", () => _sessions.Keep(mine.Id));

        Assert.NotNull(_sessions.Find(mine.Id));
        Assert.Null(_sessions.Find(other.Id));
        Assert.NotNull(_access.OpenSessions(new UserStore(_access.Database, _access.Time)).Find(mine.Id));
    }

    [Fact]
    public void FurtherSession_EndsTheOneUsedLongestAgo()
    {
        Session[] sessions = [Create(), Create(), Create()];
        _access.Time.Advance(TimeSpan.FromMinutes(1));
        _sessions.Seen(sessions[0].Id, null);
        CancellationToken[] ended = [.. sessions.Select(session => _sessions.RevocationOf(session.Id))];

        Create();

        Assert.False(ended[0].IsCancellationRequested);
        Assert.Single(ended, token => token.IsCancellationRequested);
        Assert.Equal(3, _sessions.Of(_user.Id).Count);
    }

    [Fact]
    public void RefreshToken_ShownAgain_EndsTheSession()
    {
        Session session = Create();
        CancellationToken ended = _sessions.RevocationOf(session.Id);
        Assert.Equal(1, _sessions.Rotate(session.Id, 0));
        Assert.Equal(2, _sessions.Rotate(session.Id, 1));

        Assert.Null(_sessions.Rotate(session.Id, 0));

        Assert.True(ended.IsCancellationRequested);
        Assert.Null(_sessions.Rotate(session.Id, 2));
    }

    [Fact]
    public void End_OfAnotherUsersSession_IsRefused()
    {
        Session session = Create();

        Assert.False(_sessions.End(_access.Add("bert").Id, session.Id));
        Assert.NotNull(_sessions.Find(session.Id));
    }

    [Fact]
    public void EndAll_LeavesTheExceptedOne()
    {
        Session mine = Create();
        CancellationToken other = _sessions.RevocationOf(Create().Id);

        _sessions.EndAll(_user.Id, mine.Id);

        Assert.True(other.IsCancellationRequested);
        Assert.Equal(mine.Id, Assert.Single(_sessions.Of(_user.Id)).Id);
    }

    [Fact]
    public void ClientText_IsKeptWithoutControlCharacters() =>
        Assert.Equal("a  b", _sessions.Create(_user, SignInChannel.Web, null, "a\r\nb")?.Client);

    private Session Create() =>
        _sessions.Create(_user, SignInChannel.Web, "192.0.2.1", "Browser") ?? throw new InvalidOperationException("No session was made.");
}
