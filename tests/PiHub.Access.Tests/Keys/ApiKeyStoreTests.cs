using PiHub.Access.Keys;
using PiHub.Sqlite;

namespace PiHub.Access.Tests.Keys;

public sealed class ApiKeyStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    private string DatabasePath => Path.Combine(_folder, "hub.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void CreatedKey_IsFound_AlsoAfterAReload()
    {
        (ApiKey key, string secret) = Make(Open(), "barn", Role.Operator);

        Assert.Equal(key, Open().Find(secret));
    }

    [Fact]
    public void Secret_IsNowhereOnDisk()
    {
        (_, string secret) = Make(Open(), "barn", Role.Operator);

        foreach (string file in Directory.EnumerateFiles(_folder))
        {
            Assert.DoesNotContain(secret, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pihub_wrong")]
    public void UnknownSecret_FindsNothing(string? secret)
    {
        ApiKeyStore keys = Open();
        Make(keys, "barn", Role.Operator);

        Assert.Null(keys.Find(secret));
    }

    [Fact]
    public void RevokedKey_IsGone_AlsoAfterAReload()
    {
        ApiKeyStore keys = Open();
        (ApiKey key, string secret) = Make(keys, "barn", Role.Operator);

        Assert.True(keys.Revoke(key.Id));

        Assert.False(keys.Revoke(key.Id));
        Assert.False(keys.IsValid(key.Id));
        Assert.Null(keys.Find(secret));
        Assert.Null(Open().Find(secret));
    }

    [Theory]
    [InlineData("", Role.Owner, "1 to 100")]
    [InlineData("a\nb", Role.Owner, "control")]
    [InlineData("a/b", Role.Owner, "'/'")]
    [InlineData("Not A Device", Role.Device, "device id")]
    [InlineData("taken", Role.Viewer, "already")]
    public void Check_NamesWhatIsWrong(string name, Role role, string expected)
    {
        ApiKeyStore keys = Open();
        Make(keys, "taken", Role.Owner);

        Assert.Contains(expected, keys.Check(name, role), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NameTakenSinceTheCheck_MakesNoKey()
    {
        ApiKeyStore late = Open();
        Make(Open(), "barn", Role.Operator);
        Assert.Null(late.Check("barn", Role.Viewer));

        Assert.Null(late.Create("barn", Role.Viewer));

        Assert.Empty(late.List());
        Assert.Equal(Role.Operator, Assert.Single(Open().List()).Role);
    }

    [Fact]
    public void FindNamed_NameThatIsAnotherKeysId_IsTheKeyWithTheId()
    {
        ApiKeyStore keys = Open();
        (ApiKey first, _) = Make(keys, "first", Role.Operator);
        (ApiKey second, _) = Make(keys, first.Id, Role.Operator);

        Assert.Equal(first, keys.FindNamed(first.Id));
        Assert.Equal(second, keys.FindNamed(second.Id));
        Assert.Equal(first, keys.FindNamed("first"));
        Assert.Null(keys.FindNamed("nobody"));
        Assert.Contains("id", keys.Check(second.Id, Role.Viewer), StringComparison.Ordinal);
    }

    [Fact]
    public void RevocationOf_Key_IsCancelledByItsRevocationOnly()
    {
        ApiKeyStore keys = Open();
        (ApiKey one, _) = Make(keys, "one", Role.Operator);
        (ApiKey other, _) = Make(keys, "other", Role.Operator);
        CancellationToken revoked = keys.RevocationOf(one.Id);

        keys.Revoke(other.Id);
        Assert.False(revoked.IsCancellationRequested);
        keys.Revoke(one.Id);

        Assert.True(revoked.IsCancellationRequested);
        Assert.True(keys.RevocationOf(one.Id).IsCancellationRequested);
    }

    private static (ApiKey Key, string Secret) Make(ApiKeyStore keys, string name, Role role) =>
        keys.Create(name, role) ?? throw new InvalidOperationException($"the name '{name}' is taken");

    private ApiKeyStore Open() => new(new SqliteDatabase(DatabasePath), TimeProvider.System);
}
