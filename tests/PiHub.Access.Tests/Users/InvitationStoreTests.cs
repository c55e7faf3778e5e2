using PiHub.Access.Users;

namespace PiHub.Access.Tests.Users;

public sealed class InvitationStoreTests : IDisposable
{
    private readonly AccessFixture _access = new();

    public void Dispose() => _access.Dispose();

    [Theory]
    [InlineData(false, 7 * 24)]
    [InlineData(true, 24)]
    public void Token_FindsItsUserUntilItExpires(bool isReset, int hours)
    {
        HubUser user = _access.Add("anna", hash: null);
        InvitationStore invitations = Open();
        (string token, _) = invitations.Create(user.Id, isReset);
        _access.Time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        Assert.Equal(user, invitations.Find(token)?.User);

        _access.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(invitations.Find(token));
    }

    [Fact]
    public void Token_IsUsedOnce_AndNowhereOnDisk()
    {
        InvitationStore invitations = Open();
        (string token, _) = invitations.Create(_access.Add("anna").Id, isReset: false);

        foreach (string file in Directory.EnumerateFiles(_access.Folder))
        {
            Assert.DoesNotContain(token, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        }

        Assert.True(invitations.TryUse(token));
        Assert.False(invitations.TryUse(token));
        Assert.Null(invitations.Find(token));
    }

    [Fact]
    public void NewToken_EndsTheFormerOne()
    {
        HubUser user = _access.Add("anna");
        InvitationStore invitations = Open();
        (string former, _) = invitations.Create(user.Id, isReset: false);

        (string token, _) = invitations.Create(user.Id, isReset: false);

        Assert.Null(invitations.Find(former));
        Assert.NotNull(invitations.Find(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    public void UnknownToken_FindsNobody(string? token) => Assert.Null(Open().Find(token));

    [Fact]
    public void Token_OfADisabledOrDeletedUser_FindsNobody()
    {
        HubUser disabled = _access.Add("a");
        HubUser deleted = _access.Add("b");
        InvitationStore invitations = Open();
        (string first, _) = invitations.Create(disabled.Id, isReset: false);
        (string second, _) = invitations.Create(deleted.Id, isReset: false);

        _access.Users.Change(disabled.Id, "a", Role.Viewer, isDisabled: true);
        _access.Users.Delete(deleted.Id);

        Assert.Null(invitations.Find(first));
        Assert.Null(invitations.Find(second));
    }

    private InvitationStore Open() => new(_access.Database, _access.Users, _access.Time);
}
