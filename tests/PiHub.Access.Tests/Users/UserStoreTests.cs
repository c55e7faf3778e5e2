using PiHub.Access.Users;

namespace PiHub.Access.Tests.Users;

public sealed class UserStoreTests : IDisposable
{
    private readonly AccessFixture _access = new();

    public void Dispose() => _access.Dispose();

    [Fact]
    public void CreatedUser_IsFoundInAnyCase_AlsoAfterAReload()
    {
        HubUser user = _access.Add("Anna", Role.Operator);

        Assert.Equal(user, _access.Users.FindNamed("aNNA"));
        Assert.Equal(user, Reload().Find(user.Id));
    }

    [Fact]
    public void Create_WithANameInAnotherCase_IsRefused()
    {
        _access.Add("anna");

        Assert.Equal(UserChange.NameTaken, _access.Users.Create("ANNA", "x", Role.Viewer, null).Outcome);
        Assert.Single(_access.Users.List());
    }

    [Fact]
    public void LastOwnerWhoCanSignIn_StaysOne()
    {
        HubUser owner = _access.Add("owner", Role.Owner);
        _access.Add("invited", Role.Owner, hash: null);

        Assert.Equal(UserChange.LastOwner, _access.Users.Delete(owner.Id));
        Assert.Equal(UserChange.LastOwner, _access.Users.Change(owner.Id, "x", Role.Admin, isDisabled: false));
        Assert.Equal(UserChange.LastOwner, _access.Users.Change(owner.Id, "x", Role.Owner, isDisabled: true));
        Assert.Equal(UserChange.LastOwner, _access.Users.SetPassword(owner.Id, null));
        Assert.Equal(owner, Reload().Find(owner.Id));
    }

    [Fact]
    public void SecondOwner_LetsTheFirstGo()
    {
        HubUser first = _access.Add("first", Role.Owner);
        _access.Add("second", Role.Owner);

        Assert.Equal(UserChange.Done, _access.Users.Delete(first.Id));
        Assert.True(_access.Users.HasOwner);
    }

    [Theory]
    [InlineData(Role.Admin, false, "hash", true)]
    [InlineData(Role.Viewer, true, "hash", true)]
    [InlineData(Role.Viewer, false, "other", true)]
    [InlineData(Role.Viewer, false, "hash", false)]
    public void Revocation_ComesWithAnotherRolePasswordOrDisabling_AndWithNothingElse(Role role, bool isDisabled, string hash, bool expected)
    {
        HubUser user = _access.Add("anna");
        CancellationToken revoked = _access.Users.RevocationOf(user.Id);

        _access.Users.Change(user.Id, "New Name", role, isDisabled);
        _access.Users.SetPassword(user.Id, hash);
        _access.Users.SetProfile(user.Id, "Newer Name", "de");

        Assert.Equal(expected, revoked.IsCancellationRequested);
        Assert.Equal(isDisabled, _access.Users.RevocationOf(user.Id).IsCancellationRequested);
    }

    [Fact]
    public void SignOut_EndsWhatIsOpen_AndNothingElse()
    {
        HubUser user = _access.Add("anna");
        CancellationToken revoked = _access.Users.RevocationOf(user.Id);

        Assert.Equal(UserChange.Done, _access.Users.SignOut(user.Id));

        Assert.True(revoked.IsCancellationRequested);
        Assert.False(_access.Users.RevocationOf(user.Id).IsCancellationRequested);
        Assert.Equal(user, Reload().Find(user.Id));
    }

    [Fact]
    public void Revocation_OfADeletedUser_IsThere()
    {
        HubUser user = _access.Add("anna");
        CancellationToken revoked = _access.Users.RevocationOf(user.Id);

        _access.Users.Delete(user.Id);

        Assert.True(revoked.IsCancellationRequested);
        Assert.True(_access.Users.RevocationOf(user.Id).IsCancellationRequested);
        Assert.Empty(Reload().List());
    }

    [Fact]
    public void OwnerIsThere_IsCancelledByTheFirstOwnerWithAPassword()
    {
        HubUser invited = _access.Add("invited", Role.Owner, hash: null);
        Assert.False(_access.Users.HasOwner);

        _access.Users.SetPassword(invited.Id, "hash");

        Assert.True(_access.Users.OwnerIsThere.IsCancellationRequested);
        Assert.True(Reload().HasOwner);
    }

    [Fact]
    public void LastSeen_IsWrittenOnceAMinute()
    {
        HubUser user = _access.Add("anna");
        _access.Users.Seen(user.Id);
        DateTimeOffset first = _access.Time.GetUtcNow();
        _access.Time.Advance(TimeSpan.FromSeconds(59));
        _access.Users.Seen(user.Id);
        Assert.Equal(first, Reload().Find(user.Id)?.LastSeenAt);

        _access.Time.Advance(TimeSpan.FromSeconds(1));
        _access.Users.Seen(user.Id);

        Assert.Equal(_access.Time.GetUtcNow(), Reload().Find(user.Id)?.LastSeenAt);
    }

    [Theory]
    [InlineData("anna", true)]
    [InlineData("a.b-c_d@e", true)]
    [InlineData("1", true)]
    [InlineData("", false)]
    [InlineData(".anna", false)]
    [InlineData("anna maria", false)]
    [InlineData("anna\r\nSet-Cookie: a=b", false)]
    [InlineData("anna\n", false)]
    [InlineData("a/#", false)]
    [InlineData("änna", false)]
    [InlineData(null, false)]
    public void UserName_FollowsItsRules(string? name, bool expected) => Assert.Equal(expected, UserNames.Check(name) is null);

    [Theory]
    [InlineData("Anna Müller 😀", true)]
    [InlineData("   ", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\u202Eb", false)]
    public void DisplayName_FollowsItsRules(string name, bool expected) => Assert.Equal(expected, UserNames.CheckDisplay(name) is null);

    // Not theory data: an attribute keeps no half of a pair.
    [Fact]
    public void DisplayNameWithHalfACharacter_IsRefused() => Assert.NotNull(UserNames.CheckDisplay("a\ud800b"));

    private UserStore Reload() => new(_access.Database, _access.Time);
}
