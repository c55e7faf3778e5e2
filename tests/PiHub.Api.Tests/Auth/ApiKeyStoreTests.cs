using PiHub.Api.Auth;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Auth;

public sealed class ApiKeyStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    private string DatabasePath => Path.Combine(_folder, "hub.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void CreatedKey_IsFound_AlsoAfterAReload()
    {
        (ApiKey key, string secret) = Open().Create("barn", Role.Operator);

        Assert.Equal(key, Open().Find(secret));
    }

    [Fact]
    public void Secret_IsNowhereOnDisk()
    {
        (_, string secret) = Open().Create("barn", Role.Operator);

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
        keys.Create("barn", Role.Operator);

        Assert.Null(keys.Find(secret));
    }

    [Fact]
    public void RevokedKey_IsGone_AlsoAfterAReload()
    {
        ApiKeyStore keys = Open();
        (ApiKey key, string secret) = keys.Create("barn", Role.Operator);

        Assert.True(keys.Revoke(key.Id));

        Assert.False(keys.Revoke(key.Id));
        Assert.False(keys.IsValid(key.Id));
        Assert.Null(keys.Find(secret));
        Assert.Null(Open().Find(secret));
    }

    [Theory]
    [InlineData("", Role.Owner, "1 to 100")]
    [InlineData("a\nb", Role.Owner, "control")]
    [InlineData("Not A Device", Role.Device, "device id")]
    [InlineData("taken", Role.Viewer, "already")]
    public void Check_NamesWhatIsWrong(string name, Role role, string expected)
    {
        ApiKeyStore keys = Open();
        keys.Create("taken", Role.Owner);

        Assert.Contains(expected, keys.Check(name, role), StringComparison.Ordinal);
    }

    private ApiKeyStore Open() => new(new SqliteDatabase(DatabasePath), TimeProvider.System);
}
