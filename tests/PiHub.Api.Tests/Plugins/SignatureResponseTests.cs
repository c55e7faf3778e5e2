using PiHub.Api.Plugins;
using PiHub.PluginHost;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Tests.Plugins;

public sealed class SignatureResponseTests
{
    private const string Key = "ab12";

    [Theory]
    [InlineData("Anna", "signed")]
    [InlineData(null, "unknown_key")]
    public void Of_SignedPackage_SaysWhetherTheKeyIsTrusted(string? name, string status)
    {
        var signature = SignatureResponse.Of(PluginSource.Installed, Record(new PackageSigner(name, Key)));

        Assert.Equal(name, signature.Signer);
        Assert.Equal(Key, signature.Fingerprint);
        Assert.Contains($"\"signature\":{{\"status\":\"{status}\"", Json(new PluginVersion("1.0.0", PluginSource.Installed, null)
        {
            Record = Record(new PackageSigner(name, Key)),
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NobodysPackage_TellsBundledFromUnsigned()
    {
        Assert.Equal(SignatureStatus.Bundled, SignatureResponse.Of(PluginSource.Bundled, record: null).Status);
        Assert.Equal(SignatureStatus.Unsigned, SignatureResponse.Of(PluginSource.Installed, record: null).Status);
        Assert.Equal(SignatureStatus.Unsigned, SignatureResponse.Of(PluginSource.Installed, Record(signer: null)).Status);
    }

    [Fact]
    public void Version_ThatWasAFolder_HasNoHashOfAPackage()
    {
        PluginVersion version = new("1.0.0", PluginSource.Installed, null) { Record = Record(signer: null) with { Sha256 = "" } };

        Assert.Null(PluginVersionResponse.Of(version).Sha256);
        Assert.Equal(DateTimeOffset.UnixEpoch, PluginVersionResponse.Of(version).InstalledAt);
    }

    private static string Json(PluginVersion version) =>
        System.Text.Json.JsonSerializer.Serialize(PluginVersionResponse.Of(version), ApiJson.Default.PluginVersionResponse);

    private static InstalledRecord Record(PackageSigner? signer) => new()
    {
        Sha256 = "cd34", ContentHash = "ef56", Signer = signer, InstalledAt = DateTimeOffset.UnixEpoch, Source = "upload",
    };
}
