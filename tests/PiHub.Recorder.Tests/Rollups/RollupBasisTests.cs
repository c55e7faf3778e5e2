using PiHub.Recorder.Rollups;

namespace PiHub.Recorder.Tests.Rollups;

public sealed class RollupBasisTests
{
    private const string Path = "/data/rollups.basis";

    [Fact]
    public void Load_AfterSave_KnowsWhatWasSet()
    {
        var files = new StepFiles();
        var basis = new RollupBasis(files, Path);
        basis.Set("meter", "l1\tä\n", new SeriesBasis(IsCounter: true, "Europe/Bucharest"));
        basis.Set("meter", "power", new SeriesBasis(IsCounter: false, "UTC"));
        basis.Save();
        basis.Save();
        Assert.Equal(1, files.Moves);

        var again = new RollupBasis(files, Path);
        again.Load();
        Assert.Equal(new SeriesBasis(IsCounter: true, "Europe/Bucharest"), again.Of("meter", "l1\tä\n"));
        Assert.Equal(new SeriesBasis(IsCounter: false, "UTC"), again.Of("meter", "power"));
        Assert.Null(again.Of("meter", "other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("meter\tpower\n\0\0\0\t\t\t\n%%%\tx\ty\tz")]
    public void Load_DamagedFile_KnowsNothing(string text)
    {
        var files = new StepFiles();
        files.Open(Path).Write(0, System.Text.Encoding.UTF8.GetBytes(text));
        var basis = new RollupBasis(files, Path);
        basis.Load();
        Assert.Null(basis.Of("meter", "power"));
    }
}
