using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Access.Keys;
using PiHub.Sqlite;

namespace PiHub.Access.Tests.Keys;

public sealed class ApiKeyExpiryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly ManualTime _time = new();

    private SqliteDatabase Database => new(Path.Combine(_folder, "hub.db"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Key_AtItsEnd_IsRefused_AndWhatItOpenedEnds()
    {
        using ApiKeyStore keys = Open();
        (ApiKey key, string secret) = Make(keys, TimeSpan.FromSeconds(90));
        (ApiKey endless, _) = keys.Create("endless", Role.Viewer) ?? throw new InvalidOperationException("the name is taken");
        CancellationToken revoked = keys.RevocationOf(key.Id);

        _time.Move(TimeSpan.FromSeconds(61));
        Assert.False(revoked.IsCancellationRequested);
        Assert.NotNull(keys.Find(secret));
        _time.Move(TimeSpan.FromSeconds(30));

        Assert.True(revoked.IsCancellationRequested);
        Assert.Null(keys.Find(secret));
        Assert.False(keys.IsValid(key.Id));
        Assert.True(keys.IsValid(endless.Id));
        Assert.Contains(keys.List(), listed => listed.Id == key.Id);
    }

    [Fact]
    public void Key_ThatExpiredWhileTheHubWasOff_IsRefused()
    {
        ApiKey key;
        string secret;
        using (ApiKeyStore keys = Open())
        {
            (key, secret) = Make(keys, TimeSpan.FromHours(1));
        }

        _time.Move(TimeSpan.FromHours(2));
        using ApiKeyStore later = Open();

        Assert.Null(later.Find(secret));
        Assert.True(later.RevocationOf(key.Id).IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, "past")]
    [InlineData(-60, "past")]
    [InlineData(3654 * 86_400, "10 years")]
    [InlineData(60, null)]
    [InlineData(3652 * 86_400, null)]
    public void CheckExpiry_NamesWhatIsWrong(int seconds, string? expected)
    {
        using ApiKeyStore keys = Open();

        string? error = keys.CheckExpiry(_time.GetUtcNow().AddSeconds(seconds));

        Assert.True(expected is null ? error is null : error?.Contains(expected, StringComparison.Ordinal) == true, error);
    }

    [Fact]
    public void ScopesAndEnd_AreTheSame_AfterAReload()
    {
        DateTimeOffset end = _time.GetUtcNow().AddDays(90);
        using ApiKeyStore keys = Open();
        (ApiKey key, string secret) = keys.Create("app", Role.Operator, KeyScopes.HttpRead | KeyScopes.MqttSubscribe, end)
            ?? throw new InvalidOperationException("the name is taken");

        using ApiKeyStore later = Open();

        Assert.Equal(key, later.Find(secret));
        Assert.Equal(end, key.ExpiresAt);
        Assert.Equal(["http:read", "mqtt:subscribe"], ScopeNames.Of(later.ScopesOf(key.Id)));
    }

    [Fact]
    public void Use_IsSeenAtOnce_AndKeptWhenWritten()
    {
        using ApiKeyStore keys = Open();
        (ApiKey key, string secret) = Make(keys, TimeSpan.FromDays(1));

        keys.Use(key.Id, "192.0.2.7");

        Assert.Equal("192.0.2.7", keys.Find(secret)?.LastUsedFrom);
        using (ApiKeyStore before = Open())
        {
            Assert.Null(before.Find(secret)?.LastUsedAt);
        }

        keys.WriteUses();
        using ApiKeyStore after = Open();
        Assert.Equal(_time.GetUtcNow(), after.Find(secret)?.LastUsedAt);
        Assert.Equal("192.0.2.7", after.Find(secret)?.LastUsedFrom);
    }

    [Fact]
    public void Table_OfTheFirstVersion_KeepsItsKeys_WithAllThatTheirRoleMay()
    {
        const string First =
            "CREATE TABLE api_key(id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT";
        Database.Migrate("api keys", [First]);
        using (SqliteConnection connection = Database.Open())
        {
            connection.Execute("INSERT INTO api_key VALUES('0a', 'old', 'Operator', 'hash', 1000)");
        }

        using ApiKeyStore keys = Open();

        ApiKey key = Assert.Single(keys.List());
        Assert.Equal(("0a", Role.Operator, KeyScopes.All, (DateTimeOffset?)null), (key.Id, key.Role, key.Scopes, key.ExpiresAt));
        Assert.True(keys.IsValid("0a"));
    }

    [Theory]
    [InlineData("pihub_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("pihub_short", false)]
    [InlineData("correct horse battery staple", false)]
    public void IsKeyShaped_TellsSecretsFromPasswords(string text, bool expected) => Assert.Equal(expected, ApiKeyStore.IsKeyShaped(text));

    [Fact]
    public void IsKeyShaped_TrueForWhatCreateMakes()
    {
        using ApiKeyStore keys = Open();

        Assert.True(ApiKeyStore.IsKeyShaped(Make(keys, TimeSpan.FromDays(1)).Secret));
    }

    private (ApiKey Key, string Secret) Make(ApiKeyStore keys, TimeSpan life) =>
        keys.Create("app", Role.Operator, KeyScopes.All, _time.GetUtcNow() + life) ?? throw new InvalidOperationException("the name is taken");

    private ApiKeyStore Open() => new(Database, _time);
}
