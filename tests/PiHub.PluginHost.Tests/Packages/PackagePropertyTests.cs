using FsCheck;
using FsCheck.Fluent;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

/// <summary>Whatever the bytes are: a package is staged or refused, and after a refusal nothing is left.</summary>
public sealed class PackagePropertyTests : IDisposable
{
    private static readonly byte[] Good = PackageFixture.Zip(archive => PackageFixture.Add(archive, "wwwroot/a.txt", "some text"u8));

    private readonly PackageFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Stage_RandomBytes_AreRefused() => Prop.ForAll(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(),
        bytes => !IsStaged(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Stage_MutatedPackage_IsStagedOrRefusedCleanly()
    {
        // Most of the structure lies at both ends; the middle is the compressed assembly.
        Gen<int> place = Gen.OneOf(Gen.Choose(0, Good.Length - 1), Gen.Choose(Good.Length - 400, Good.Length - 1), Gen.Choose(0, 200));
        Gen<(int Place, int Value)> change = from at in place from value in Gen.Choose(0, 255) select (at, value);
        Prop.ForAll((from changes in change.NonEmptyListOf() from cut in Gen.Choose(0, 20) select (changes, cut)).ToArbitrary(), sample =>
        {
            byte[] bytes = [.. Good];
            foreach ((int at, int value) in sample.changes)
            {
                bytes[at] = (byte)value;
            }

            IsStaged(sample.cut == 0 ? bytes[..^30] : bytes); // no other exception
            _fixture.AssertNothingIsLeft();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private bool IsStaged(byte[] bytes)
    {
        try
        {
            // The property runs synchronously, and nothing here needs this thread.
            using StagedPackage package = _fixture.StageAsync(bytes).GetAwaiter().GetResult();
            return true;
        }
        catch (PackageRefusedException exception)
        {
            Assert.NotEmpty(exception.Reasons);
            _fixture.AssertNothingIsLeft();
            return false;
        }
    }
}
