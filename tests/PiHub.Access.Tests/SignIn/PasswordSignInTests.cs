using PiHub.Access.SecondFactor;
using PiHub.Access.SignIn;
using PiHub.Access.Users;

namespace PiHub.Access.Tests.SignIn;

public sealed class PasswordSignInTests : IDisposable
{
    private const string Password = "correct horse battery";
    private readonly AccessFixture _access = new();

    public void Dispose() => _access.Dispose();

    [Fact]
    public async Task RightPassword_LetsIn_UntilTheUserChanges()
    {
        HubUser user = await _access.AddWithPasswordAsync("anna", Password);

        SignInResult result = await _access.TryAsync("ANNA", Password);

        Assert.Equal(SignInOutcome.Succeeded, result.Outcome);
        Assert.Equal(user.Id, result.User?.Id);
        Assert.False(result.Revoked.IsCancellationRequested);
        _access.Users.Change(user.Id, "Anna", Role.Viewer, isDisabled: true);
        Assert.True(result.Revoked.IsCancellationRequested);
    }

    [Theory]
    [InlineData("nobody", Password)]
    [InlineData("", "")]
    [InlineData("anna", "wrong")]
    [InlineData("anna", "")]
    [InlineData("disabled", Password)]
    [InlineData("invited", Password)]
    public async Task Anything_Else_IsRefusedAlike(string name, string password)
    {
        await _access.AddWithPasswordAsync("anna", Password);
        HubUser disabled = await _access.AddWithPasswordAsync("disabled", Password);
        _access.Users.Change(disabled.Id, "x", Role.Viewer, isDisabled: true);
        _access.Add("invited", hash: null);

        Assert.Equal(new SignInResult(SignInOutcome.Refused), await _access.TryAsync(name, password));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("nobody")]
    public async Task WrongPasswords_AreFollowedByAGrowingDelay_WhetherOrNotThereIsTheUser(string name)
    {
        await _access.AddWithPasswordAsync("anna", Password);
        for (int attempt = 0; attempt < 4; attempt++)
        {
            Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync(name, "wrong")).Outcome);
        }

        SignInResult throttled = await _access.TryAsync(name, Password);
        Assert.Equal(SignInOutcome.Throttled, throttled.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(1), throttled.RetryAfter);

        _access.Time.Advance(throttled.RetryAfter);
        await _access.TryAsync(name, "wrong");
        Assert.Equal(TimeSpan.FromSeconds(2), (await _access.TryAsync(name, Password)).RetryAfter);
    }

    [Fact]
    public async Task SomebodyElsesGuesses_DoNotKeepAUserOutWhereTheyWereLast()
    {
        await _access.AddWithPasswordAsync("anna", Password);
        await _access.TryAsync("anna", Password, address: "192.0.2.7");
        for (int attempt = 0; attempt < 4; attempt++)
        {
            await _access.TryAsync("anna", "wrong", address: "198.51.100.1");
        }

        Assert.Equal(SignInOutcome.Throttled, (await _access.TryAsync("anna", Password, address: "198.51.100.2")).Outcome);
        Assert.Equal(SignInOutcome.Succeeded, (await _access.TryAsync("anna", Password, address: "192.0.2.7")).Outcome);
    }

    [Fact]
    public async Task Address_ThatTriesManyNames_IsThrottled()
    {
        for (int attempt = 0; attempt < 11; attempt++)
        {
            Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync($"user{attempt}", "wrong")).Outcome);
        }

        Assert.Equal(SignInOutcome.Throttled, (await _access.TryAsync("another", "wrong")).Outcome);
        Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync("another", "wrong", address: "198.51.100.1")).Outcome);
    }

    [Fact]
    public async Task ThousandParallelAttempts_AreBounded_AndTheNextOneCounts()
    {
        await _access.AddWithPasswordAsync("anna", Password);

        SignInResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 1_000).Select(index => _access.TryAsync($"user{index}", "wrong", address: $"10.0.{index / 250}.{index % 250}")));

        Assert.All(results, result => Assert.True(result.Outcome is SignInOutcome.Refused or SignInOutcome.Throttled));
        Assert.InRange(results.Count(result => result.Outcome == SignInOutcome.Refused), 1, 200);
        Assert.True(_access.Hashing.RefusedCount > 0);
        Assert.Equal(SignInOutcome.Succeeded, (await _access.TryAsync("anna", Password)).Outcome);
    }

    [Fact]
    public async Task SecondFactor_IsAskedForAfterTheRightPasswordOnly()
    {
        string[] codes = await AddWithSecondFactorAsync();

        Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync("anna", "wrong")).Outcome);
        Assert.Equal(SignInOutcome.SecondFactorRequired, (await _access.TryAsync("anna", Password)).Outcome);
        Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync("anna", Password, "000000")).Outcome);
        Assert.Equal(SignInOutcome.Succeeded, (await _access.TryAsync("anna", Password, codes[0])).Outcome);
        Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync("anna", Password, codes[0])).Outcome);
        Assert.Equal(SignInOutcome.Refused, (await _access.TryAsync("anna", Password, codes[1], SignInChannel.Mqtt)).Outcome);
    }

    [Fact]
    public async Task WrongCodes_AreThrottledLikeWrongPasswords()
    {
        await AddWithSecondFactorAsync();
        for (int attempt = 0; attempt < 4; attempt++)
        {
            await _access.TryAsync("anna", Password, "000000");
        }

        Assert.Equal(SignInOutcome.Throttled, (await _access.TryAsync("anna", Password, "000000")).Outcome);
    }

    [Fact]
    public async Task History_TellsTheLastAttempts_WithoutNamesOfUnknownUsers()
    {
        HubUser user = await _access.AddWithPasswordAsync("anna", Password);
        await _access.TryAsync("anna", "wrong");
        await _access.TryAsync("my password in the wrong field", "x");
        await _access.TryAsync("anna", Password);

        IReadOnlyList<SignInRecord> records = _access.History.Of(user.Id, before: null, limit: 10);

        Assert.Equal([SignInOutcome.Succeeded, SignInOutcome.Refused], records.Select(record => record.Outcome));
        Assert.Equal(records[1], Assert.Single(_access.History.Of(user.Id, records[0].Id, 10)));
        Assert.DoesNotContain(
            "wrong field", File.ReadAllText(_access.Database.Path + "-wal", System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    private async Task<string[]> AddWithSecondFactorAsync()
    {
        HubUser user = await _access.AddWithPasswordAsync("anna", Password);
        string secret = (_access.SecondFactors.Begin(user, "PiHub") ?? throw new InvalidOperationException()).Secret;
        string bits = string.Concat(secret.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] plain = [.. bits.Chunk(8).Select(part => Convert.ToByte(new string(part), 2))];
        return [.. _access.SecondFactors.Activate(user.Id, Totp.Compute(plain, Totp.StepOf(_access.Time.GetUtcNow()))) ?? []];
    }
}
