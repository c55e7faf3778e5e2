using System.Runtime.InteropServices;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

public sealed class NativeCodeTests : IDisposable
{
    private readonly PackageFixture _fixture = new();

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "another processor", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[11], 21, 0] }, // PowerPC 64
        { "macOS", [0xCF, 0xFA, 0xED, 0xFE, .. new byte[16]] },
        { "macOS", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2, .. new byte[12]] },
    };

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Stage_ForeignNativeCode_IsRefusedUnlessKeptForOthers(string expected, byte[] code)
    {
        byte[] zip = PackageFixture.Zip(archive => PackageFixture.Add(archive, "native.bin", code));
        Assert.Contains(expected, Assert.Single(await _fixture.RefuseAsync(zip)), StringComparison.Ordinal);

        using StagedPackage package = await _fixture.StageAsync(
            PackageFixture.Zip(archive => PackageFixture.Add(archive, "runtimes/osx-x64/native/native.bin", code)));
        Assert.NotEmpty(package.ContentHash);
    }

    [Fact]
    public async Task Stage_CodeOfThisMachine_AndFilesThatBeginAlike_AreTaken()
    {
        string runtime = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");
        using StagedPackage package = await _fixture.StageAsync(PackageFixture.Zip(archive =>
        {
            PackageFixture.Add(archive, "libown.so", File.ReadAllBytes(runtime));
            PackageFixture.Add(archive, "A.class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 65, .. new byte[12]]);
            PackageFixture.Add(archive, "text", "MZ is how this text begins, and no program"u8);
        }));

        Assert.NotEmpty(package.ContentHash);
    }

    [Fact]
    public async Task Stage_EntryThatIsNoPlugin_IsRefused()
    {
        string manifest = PackageFixture.Manifest().Replace("Probe.dll", "Other.dll", StringComparison.Ordinal);
        byte[] Package(byte[] entry) => PackageFixture.Zip(archive => PackageFixture.Add(archive, "Other.dll", entry), manifest);

        Assert.Contains("no .NET assembly", Assert.Single(await _fixture.RefuseAsync(Package("text"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Contains(
            "does not use PiHub.Sdk", Assert.Single(await _fixture.RefuseAsync(Package(File.ReadAllBytes(typeof(FactAttribute).Assembly.Location)))), StringComparison.Ordinal);
        Assert.Contains(
            await _fixture.RefuseAsync(Package(File.ReadAllBytes(typeof(PackageStaging).Assembly.Location))),
            reason => reason.Contains("uses PiHub.Recorder, which belongs to the hub", StringComparison.Ordinal));
    }
}
