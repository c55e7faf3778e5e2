using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class DoctorTests
{
    private const string Range = "device=cellar&metric=temperature&from=2020-01-01T00:00:00Z&level=raw";

    [Fact]
    public async Task Doctor_RunningHub_SaysThatAllIsWellAndRefusesToRepair()
    {
        await using HubProcess hub = await HubProcess.StartFreshAsync();
        ProgramRun run = await DoctorAsync(hub.DataFolder);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("ok      recorder:", run.Output, StringComparison.Ordinal);
        Assert.Contains("All is well.", run.Output, StringComparison.Ordinal);
        ProgramRun repair = await DoctorAsync(hub.DataFolder, "--repair");
        Assert.Equal(1, repair.ExitCode);
        Assert.Contains("Stop it first", repair.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_FlippedBitAndLostIndex_LetsTheHubRunOn()
    {
        using var data = new TemporaryFolder();
        await FillAsync(data.Path);
        await RepairAsync(data.Path); // writes everything into blocks
        string index = Path.Combine(data.Path, "readings", "index.db");
        File.Delete(index);
        ProgramRun lost = await DoctorAsync(data.Path);
        Assert.Equal(1, lost.ExitCode);
        Assert.Contains($"'{index}' is missing", lost.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(index));
        Assert.Contains("The index was made anew", await RepairAsync(data.Path), StringComparison.Ordinal);

        string blocks = Directory.GetFiles(Path.Combine(data.Path, "readings", "blocks")).Max(StringComparer.Ordinal)!; // some were written
        byte[] bytes = await File.ReadAllBytesAsync(blocks);
        bytes[^10] ^= 1;
        await File.WriteAllBytesAsync(blocks, bytes);
        ProgramRun flipped = await DoctorAsync(data.Path);
        Assert.Equal(1, flipped.ExitCode);
        Assert.Contains($"'{blocks}' is damaged. Lost: cellar temperature", flipped.Output, StringComparison.Ordinal);
        Assert.Contains("mended", await RepairAsync(data.Path), StringComparison.Ordinal);

        await FillAsync(data.Path);
    }

    [Fact]
    public async Task Doctor_DamagedDatabase_NamesItAndTheRemedy()
    {
        using var data = new TemporaryFolder();
        await FillAsync(data.Path);
        string hub = Path.Combine(data.Path, "hub.db");
        await File.WriteAllTextAsync(hub, new string('x', 9_000));
        ProgramRun run = await DoctorAsync(data.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{hub}' is damaged.", run.Output, StringComparison.Ordinal);
        Assert.Contains("pihub restore FILE", run.Output, StringComparison.Ordinal);
    }

    private static async Task FillAsync(string data)
    {
        await using HubProcess hub = await HubProcess.StartAsync(data, "--demo");
        await hub.SignInAsync("fill");
        ProgramRun published = await ProgramRun.RunAsync(
            "/usr/bin/mosquitto_pub", ["-p", $"{hub.MqttPort}", "-q", "1", "-t", "pihub/cellar/state", "-m", "{\"temperature\":20.5}"]);
        Assert.True(published.ExitCode == 0, published.Error);
        Assert.NotEmpty((await hub.GetAsync($"/api/readings?{Range}"))["points"]!.AsArray());
        await hub.StopAsync();
    }

    private static async Task<string> RepairAsync(string data)
    {
        ProgramRun run = await DoctorAsync(data, "--repair");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return run.Output;
    }

    private static Task<ProgramRun> DoctorAsync(string data, params string[] more) =>
        ProgramRun.RunAsync(Artifacts.Executable, ["doctor", "--data", data, .. more]);
}
