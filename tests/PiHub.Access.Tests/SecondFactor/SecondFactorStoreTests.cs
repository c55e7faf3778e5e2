using PiHub.Access.SecondFactor;
using PiHub.Access.Users;

namespace PiHub.Access.Tests.SecondFactor;

public sealed class SecondFactorStoreTests : IDisposable
{
    private readonly AccessFixture _access = new();
    private readonly HubUser _user;

    public SecondFactorStoreTests() => _user = _access.Add("anna");

    public void Dispose() => _access.Dispose();

    [Fact]
    public void Code_IsUsedOnce_AlsoAfterAReload()
    {
        byte[] secret = Begin();
        Assert.NotNull(_access.SecondFactors.Activate(_user.Id, Code(secret)));
        Assert.False(_access.SecondFactors.TryUse(_user.Id, Code(secret))); // activation used it
        _access.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.True(_access.SecondFactors.TryUse(_user.Id, Code(secret)));
        Assert.False(_access.OpenSecondFactors().TryUse(_user.Id, Code(secret)));
        Assert.True(_access.OpenSecondFactors().IsActive(_user.Id));
    }

    [Fact]
    public void RecoveryCode_IsUsedOnce()
    {
        IReadOnlyList<string> codes = _access.SecondFactors.Activate(_user.Id, Code(Begin())) ?? [];

        Assert.Equal(10, codes.Distinct().Count());
        Assert.True(_access.SecondFactors.TryUse(_user.Id, codes[3].ToLowerInvariant()));
        Assert.False(_access.SecondFactors.TryUse(_user.Id, codes[3]));
        Assert.True(_access.SecondFactors.TryUse(_user.Id, codes[4].Replace("-", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("000000x")]
    public void Activation_WithAWrongCode_ChangesNothing(string? code)
    {
        Begin();

        Assert.Null(_access.SecondFactors.Activate(_user.Id, code));
        Assert.False(_access.SecondFactors.IsActive(_user.Id));
    }

    [Fact]
    public void Begin_WithAnActiveOne_IsRefused_UntilItIsRemoved()
    {
        byte[] secret = Begin();
        _access.SecondFactors.Activate(_user.Id, Code(secret));
        Assert.Null(_access.SecondFactors.Begin(_user, "PiHub"));

        _access.SecondFactors.Remove(_user.Id);

        Assert.False(_access.SecondFactors.IsActive(_user.Id));
        Assert.NotNull(_access.SecondFactors.Begin(_user, "PiHub"));
    }

    [Fact]
    public void Uri_EscapesNames_AndTheSecretIsNowhereOnDisk()
    {
        SecondFactorSecret secret = _access.SecondFactors.Begin(_user, "My Hub & co") ?? throw new InvalidOperationException();

        Assert.StartsWith("otpauth://totp/My%20Hub%20%26%20co:anna?secret=" + secret.Secret, secret.Uri, StringComparison.Ordinal);
        byte[] plain = Decode(secret.Secret);
        foreach (string file in Directory.EnumerateFiles(_access.Folder))
        {
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(plain));
        }
    }

    private byte[] Begin() => Decode((_access.SecondFactors.Begin(_user, "PiHub") ?? throw new InvalidOperationException()).Secret);

    private string Code(byte[] secret) => Totp.Compute(secret, Totp.StepOf(_access.Time.GetUtcNow()));

    private static byte[] Decode(string base32)
    {
        string bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }
}
