using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

public sealed class PackageSignatureTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly PackageFixture _fixture = new();

    public void Dispose()
    {
        _key.Dispose();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stage_SignedPackage_NamesItsTrustedSigner(bool isPem)
    {
        using var fixture = new PackageFixture(options =>
        {
            options.RequireSignature = true;
            options.TrustedSigners =
            [
                new TrustedSigner
                {
                    Name = "Alice",
                    PublicKey = isPem ? _key.ExportSubjectPublicKeyInfoPem() : Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()),
                },
            ];
        });

        using StagedPackage package = await fixture.StageAsync(Signed());

        Assert.Equal("Alice", package.Signer?.Name);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo())), package.Signer?.KeyFingerprint);
        Assert.Equal(package.Signer, InstalledRecord.Read(package.Folder)?.Signer);
        Assert.True(File.Exists(Path.Combine(package.Folder, "signature.json")));
    }

    [Fact]
    public async Task Stage_UnknownSigner_IsNamelessWhereNoSignatureIsNeeded()
    {
        using StagedPackage package = await _fixture.StageAsync(Signed());

        Assert.NotNull(package.Signer);
        Assert.Null(package.Signer.Name);
    }

    [Fact]
    public async Task Stage_SignatureNeeded_RefusesUnsignedAndUntrusted()
    {
        using var fixture = new PackageFixture(options => options.RequireSignature = true);

        Assert.Contains("not signed", Assert.Single(await fixture.RefuseAsync(PackageFixture.Zip())), StringComparison.Ordinal);
        Assert.Contains("does not trust", Assert.Single(await fixture.RefuseAsync(Signed())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_ContentChangedAfterSigning_IsRefused()
    {
        byte[] zip = Change(Signed(), archive => PackageFixture.Add(archive, "more.txt", "x"u8));

        Assert.Contains("signature is not valid", Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"algorithm":"none","public_key":"","signature":"","hash":""}""")]
    public async Task Stage_SignatureThatIsNone_IsRefused(string json)
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "signature.json", Encoding.UTF8.GetBytes(json)));

        Assert.Contains("signature is not valid", Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.3.132.0.34")] // P-384
    [InlineData("1.3.132.0.10")] // secp256k1: as long, and another curve
    public void ReadPublicKey_OtherCurve_IsRefused(string curve)
    {
        using ECDsa key = ECDsa.Create(ECCurve.CreateFromValue(curve));

        Assert.Null(PackageSignature.ReadPublicKey(key.ExportSubjectPublicKeyInfoPem()));
    }

    private byte[] Signed()
    {
        string output = _fixture.In("in-out");
        return File.ReadAllBytes(PackageWriter.Pack(_fixture.Folder("in-signed"), output, _key.ExportPkcs8PrivateKeyPem()).Path);
    }

    private static byte[] Change(byte[] zip, Action<ZipArchive> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(zip);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(archive);
        }

        return bytes.ToArray();
    }
}
