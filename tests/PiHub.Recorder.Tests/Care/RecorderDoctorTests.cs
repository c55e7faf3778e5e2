using System.Security.Cryptography;
using PiHub.Recorder.Care;

namespace PiHub.Recorder.Tests.Care;

public sealed class RecorderDoctorTests : IAsyncLifetime
{
    private readonly CareRig _rig = new();

    private RecorderDoctor Doctor => new(_rig.Path, TimeProvider.System);

    public Task InitializeAsync() => _rig.FillAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public void Check_WholeStore_FindsNothingAndChangesNothing()
    {
        string before = Snapshot();
        IReadOnlyList<Finding> findings = Doctor.Check(default);
        Assert.All(findings, finding => Assert.Equal(FindingLevel.Ok, finding.Level));
        Assert.Equal(["journal", "index", "blocks"], findings.Select(finding => finding.Part));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Check_NoFolder_FindsNothingWrong()
    {
        IReadOnlyList<Finding> findings = new RecorderDoctor(Path.Combine(_rig.Path, "none"), TimeProvider.System).Check(default);
        Assert.All(findings, finding => Assert.Equal(FindingLevel.Ok, finding.Level));
    }

    [Fact]
    public async Task Check_FlippedBit_NamesSeriesAndTime_RepairTakesItOut()
    {
        CareRig.Flip(_rig.BlockFiles.First());
        string before = Snapshot();
        Finding[] wrong = Wrong();
        Assert.Contains("meter power_watt, 1970-01-01T0", wrong[0].Message, StringComparison.Ordinal);
        Assert.Contains(_rig.BlockFiles.First(), wrong[0].Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());

        Assert.Contains(await Doctor.RepairAsync(default), line => line.Contains("meter power_watt", StringComparison.Ordinal));
        Assert.Empty(Wrong());
        await _rig.StartAsync();
        Assert.InRange((await _rig.ReadAsync()).Count, 1, 9_999);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_IndexMissingOrDamaged_SaysSo_RepairMakesItAnew(bool isThere)
    {
        File.Delete(_rig.IndexPath);
        if (isThere)
        {
            await File.WriteAllTextAsync(_rig.IndexPath, new string('x', 20_000));
        }

        Assert.Contains(_rig.IndexPath, Assert.Single(Wrong()).Message, StringComparison.Ordinal);
        Assert.Contains(await Doctor.RepairAsync(default), line => line.StartsWith("The index was made anew", StringComparison.Ordinal));
        Assert.Empty(Wrong());
        await _rig.StartAsync();
        Assert.Equal(10_000, (await _rig.ReadAsync()).Count);
    }

    [Fact]
    public void Check_BlockFileMissing_NamesIt()
    {
        string path = _rig.BlockFiles.First();
        File.Delete(path);
        Assert.Contains(Wrong(), finding => finding.Message.Contains($"'{path}' is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_TornEndOfJournal_IsANote_RepairCutsIt()
    {
        string last = Directory.GetFiles(Path.Combine(_rig.Path, "journal")).Max(StringComparer.Ordinal)!; // there is one
        long length = new FileInfo(last).Length;
        await File.AppendAllTextAsync(last, "torn");
        Assert.Equal(FindingLevel.Note, Doctor.Check(default)[0].Level);
        Assert.Contains("4 bytes", Doctor.Check(default)[0].Message, StringComparison.Ordinal);
        Assert.Contains(await Doctor.RepairAsync(default), line => line.Contains("was cut off, 4 bytes", StringComparison.Ordinal));
        Assert.Equal(length, new FileInfo(last).Length);
    }

    [Fact]
    public async Task Check_DamagedRecordThatIsNotInBlocks_IsNamedAndMended()
    {
        await _rig.StartAsync();
        await _rig.AppendAsync(10_000, 10_100);
        await _rig.AppendAsync(10_100, 10_200);
        await _rig.AppendAsync(10_200, 10_201);
        await _rig.StopAsync();
        string last = Directory.GetFiles(Path.Combine(_rig.Path, "journal")).Max(StringComparer.Ordinal)!; // there is one
        byte[] bytes = await File.ReadAllBytesAsync(last);
        bytes[^300] ^= 1; // in the record before the last
        await File.WriteAllBytesAsync(last, bytes);
        Assert.Contains(Wrong(), finding => finding.Part == "journal" && finding.Message.Contains("are lost", StringComparison.Ordinal));
        Assert.Contains(await Doctor.RepairAsync(default), line => line.Contains("journal entries", StringComparison.Ordinal));
        Assert.Empty(Wrong());
    }

    private Finding[] Wrong() => [.. Doctor.Check(default).Where(finding => finding.Level == FindingLevel.Wrong
        && !finding.Message.Contains("blocks are damaged", StringComparison.Ordinal))];

    private string Snapshot() => string.Join('\n', Directory.GetFiles(_rig.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"));
}
