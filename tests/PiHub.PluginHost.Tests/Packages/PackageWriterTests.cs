using System.IO.Compression;
using System.Security.Cryptography;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

public sealed class PackageWriterTests : IDisposable
{
    private readonly PackageFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Pack_SameFiles_MakeTheSameBytes_WhichCanBeInstalled()
    {
        string first = _fixture.Folder("in-first");
        string second = _fixture.Folder("in-second");
        File.SetLastWriteTimeUtc(Path.Combine(second, "plugin.json"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        PackedPackage one = PackageWriter.Pack(first, _fixture.In("in-1"), keyPem: null);
        PackedPackage other = PackageWriter.Pack(second, _fixture.In("in-2"), keyPem: null);

        Assert.Equal("probe-1.0.0.pihub", Path.GetFileName(one.Path));
        Assert.Equal(one.Sha256, other.Sha256);
        using StagedPackage package = await _fixture.StageAsync(File.ReadAllBytes(one.Path));
        Assert.Equal(one.Sha256, package.Sha256);
    }

    [Fact]
    public void Pack_LeavesOutWhatIsTheHubs_AndKeepsSymbols()
    {
        string folder = _fixture.Folder("in-a");
        foreach (string name in (string[])["PiHub.Sdk.dll", "PiHub.Sdk.xml", "Probe.pdb", "installed.json", "signature.json"])
        {
            File.WriteAllText(Path.Combine(folder, name), "x");
        }

        PackedPackage packed = PackageWriter.Pack(folder, _fixture.In("in-out"), keyPem: null);

        using ZipArchive archive = ZipFile.OpenRead(packed.Path);
        Assert.Equal(["Probe.dll", "Probe.pdb", "plugin.json"], archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void Pack_BadFolder_IsRefusedWithAllReasons_AndLeavesNoFile()
    {
        string folder = _fixture.Folder("in-a", """{"id":"Probe","name":"","version":"1.0.0","sdk":"*","entry":"Probe.dll"}""");

        var refused = Assert.Throws<PackageRefusedException>(() => PackageWriter.Pack(folder, _fixture.In("in-out"), "no key"));

        Assert.Equal(4, refused.Reasons.Count); // key, id, name, sdk
        Assert.False(Directory.Exists(_fixture.In("in-out")));
    }

    [Fact]
    public void Pack_WithAKey_GivesTheFingerprintOfItsPublicHalf()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        PackedPackage packed = PackageWriter.Pack(_fixture.Folder("in-a"), _fixture.In("in-out"), key.ExportECPrivateKeyPem());

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), packed.KeyFingerprint);
    }
}
