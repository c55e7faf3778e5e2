using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

public sealed class PackageStagingTests : IDisposable
{
    private readonly PackageFixture _fixture = new();

    /// <summary>Names that no entry may have, and a word of the refusal.</summary>
    public static TheoryData<string, string> HostileNames => new()
    {
        { "../evil.dll", "leads out of the package" },
        { "a/../../evil.dll", "leads out of the package" },
        { "a//b", "leads out of the package" },
        { "./a", "leads out of the package" },
        { "/etc/evil", "absolute path" },
        { "C:/evil", "absolute path" },
        { "c:evil", "absolute path" },
        { "a\\b", "backslash" },
        { "a\nb", "control character" },
        { "a\u0085b", "control character" },
        { new string('n', 201), "more than 200 bytes" },
        { string.Join('/', Enumerable.Repeat("d", 17)), "folders deep" },
        { ".staging/a", "a name of the hub's own" },
        { "a/.STAGING", "a name of the hub's own" },
        { "installed.json", "a name of the hub's own" },
        { "probe.DLL", "only in case" },
        { "Probe.dll", "there twice" },
        { "Probe.dll/a", "both a file and a folder" },
    };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Stage_GoodPackage_IsUnpackedWithItsRecord()
    {
        byte[] zip = PackageFixture.Zip(archive =>
        {
            archive.CreateEntry("wwwroot/");
            PackageFixture.Add(archive, "wwwroot/deep/page.js", "x"u8);
        });
        using StagedPackage package = await _fixture.StageAsync(zip);

        Assert.Equal(("probe", "1.0.0"), (package.Manifest.Id, package.Manifest.Version));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zip)), package.Sha256);
        Assert.Null(package.Signer);
        Assert.Equal("x", File.ReadAllText(Path.Combine(package.Folder, "wwwroot", "deep", "page.js")));
        InstalledRecord? record = InstalledRecord.Read(package.Folder);
        Assert.Equal((package.Sha256, package.ContentHash, "upload"), (record?.Sha256, record?.ContentHash, record?.Source));
        package.Dispose();
        _fixture.AssertNothingIsLeft();
    }

    [Fact]
    public async Task Stage_FileAndFolderOfTheSameContent_HaveTheSameHash()
    {
        using StagedPackage file = await _fixture.StageAsync(PackageFixture.Zip());
        using StagedPackage folder = await _fixture.Staging.StageFolderAsync(_fixture.Folder("in-a"), "drop", CancellationToken.None);

        Assert.Equal(file.ContentHash, folder.ContentHash);
        Assert.Empty(folder.Sha256);
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Stage_HostileName_IsRefused(string name, string expected)
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, name, "x"u8));

        Assert.Contains(await _fixture.RefuseAsync(zip), reason => reason.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stage_SeveralMistakes_AreAllNamed()
    {
        byte[] zip = PackageFixture.Zip(archive =>
        {
            PackageFixture.Add(archive, "../a", "x"u8);
            PackageFixture.Add(archive, "/b", "x"u8);
            PackageFixture.Add(archive, "link", "x"u8).ExternalAttributes = 0xA1FF << 16;
        });

        Assert.Equal(3, (await _fixture.RefuseAsync(zip)).Count);
    }

    [Theory]
    [InlineData(0xA000)] // symbolic link
    [InlineData(0x2000)] // character device
    [InlineData(0x1000)] // named pipe
    [InlineData(0xC000)] // socket
    public async Task Stage_LinkOrDevice_IsRefused(int type)
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "odd", "/etc/passwd"u8).ExternalAttributes = type << 16);

        Assert.Contains("a link or a device", Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_NameThatIsNotUtf8_IsRefused()
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "aQQb", "x"u8));
        ReplaceAll(zip, "aQQb"u8, [(byte)'a', 0xC3, 0x28, (byte)'b']);

        Assert.Contains(await _fixture.RefuseAsync(zip), reason => reason.Contains("not valid UTF-8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stage_TenThousandFiles_AreRefusedBeforeTheyAreUnpacked()
    {
        byte[] zip = PackageFixture.Zip(archive =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                archive.CreateEntry(i.ToString(CultureInfo.InvariantCulture), CompressionLevel.NoCompression);
            }
        });

        Assert.Contains("more than 5000 files", Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_BombByRatio_IsRefused()
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "zeros", new byte[4 * 1024 * 1024]));

        Assert.Contains("200 times its size", Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_MoreThanTheLimitUnpacked_IsRefused()
    {
        using var small = new PackageFixture(options => options.MaximumUnpackedBytes = 512 * 1024);
        byte[] content = new byte[600 * 1024];
        new Random(1).NextBytes(content);

        Assert.Contains("unpacked it has more than", Assert.Single(await small.RefuseAsync(
            PackageFixture.Zip(archive => PackageFixture.Add(archive, "large", content)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2_000_000)]
    public async Task Stage_DeclaredSizeThatLies_IsRefused(int declaredBytes)
    {
        byte[] content = new byte[100_000];
        new Random(1).NextBytes(content);
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "liar", content));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(DirectoryEntryOf(zip, "liar") + 24), declaredBytes);

        Assert.Contains(await _fixture.RefuseAsync(zip), reason => reason.Contains("size or check sum", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stage_EncryptedEntry_IsRefused()
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "secret", "x"u8));
        zip[DirectoryEntryOf(zip, "secret") + 8] |= 1;

        Assert.Contains(await _fixture.RefuseAsync(zip), reason => reason.Contains("encrypted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "has no plugin.json")]
    [InlineData(true, "not at the root")]
    public async Task Stage_ManifestMissingOrMisplaced_IsRefused(bool isMisplaced, string expected)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            PackageFixture.Add(archive, isMisplaced ? "probe/plugin.json" : "README.md", Encoding.UTF8.GetBytes(PackageFixture.Manifest()));
        }

        Assert.Contains(expected, Assert.Single(await _fixture.RefuseAsync(bytes.ToArray())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_BadManifest_GivesItsErrors()
    {
        IReadOnlyList<string> reasons = await _fixture.RefuseAsync(PackageFixture.Zip(manifest: """{"id":"devices","name":"","licence":"MIT"}"""));

        Assert.Contains(reasons, reason => reason.Contains("licence is no member", StringComparison.Ordinal));
        Assert.Contains(reasons, reason => reason.Contains("version is missing", StringComparison.Ordinal));
        Assert.Contains(reasons, reason => reason.Contains("used by the hub itself", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)] // number of this disk
    [InlineData(10)] // number of entries
    public async Task Stage_DirectoryThatSaysToLookElsewhere_IsRefused(int place)
    {
        byte[] zip = PackageFixture.Zip();
        zip.AsSpan(zip.Length - 22 + place, 2).Fill(0xFF); // the library takes the directory of zip64 then, which nobody looked over

        Assert.Contains("no zip file", Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_NotAZipOrTooLargeOrOtherHash_IsRefused()
    {
        using var small = new PackageFixture(options => options.MaximumPackageBytes = 1024);
        Assert.Contains("no zip file", Assert.Single(await _fixture.RefuseAsync([1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("no zip file", Assert.Single(await _fixture.RefuseAsync([])), StringComparison.Ordinal);
        Assert.Contains("larger than", Assert.Single(await small.RefuseAsync(new byte[1025])), StringComparison.Ordinal);
        Assert.Contains("SHA-256", Assert.Single(await _fixture.RefuseAsync(PackageFixture.Zip(), new string('0', 64))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_Cancelled_LeavesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.Staging.StageAsync(
            new MemoryStream(PackageFixture.Zip()), "upload", expectedSha256: null, new CancellationToken(canceled: true)));
        _fixture.AssertNothingIsLeft();
    }

    [Fact]
    public async Task DeleteLeftovers_RemovesWhatAKilledHubLeft()
    {
        using StagedPackage left = await _fixture.StageAsync(PackageFixture.Zip());

        _fixture.Staging.DeleteLeftovers();

        _fixture.AssertNothingIsLeft();
    }

    [Fact]
    public async Task StageFolder_LinkInside_IsRefused()
    {
        string folder = _fixture.Folder("in-a");
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "/etc/passwd");

        var refused = await Assert.ThrowsAsync<PackageRefusedException>(
            () => _fixture.Staging.StageFolderAsync(folder, "drop", CancellationToken.None));

        Assert.Contains("is a link", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        _fixture.AssertNothingIsLeft();
    }

    // The offset of an entry's header in the directory at the end.
    private static int DirectoryEntryOf(byte[] zip, string name) => zip.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(name)) - 46;

    private static void ReplaceAll(Span<byte> bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        for (int i; (i = bytes.IndexOf(from)) >= 0;)
        {
            to.CopyTo(bytes[i..]);
        }
    }
}
