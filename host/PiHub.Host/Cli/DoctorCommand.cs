using System.CommandLine;
using PiHub.Host.Composition;
using PiHub.Recorder.Care;

namespace PiHub.Host.Cli;

/// <summary><c>pihub doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Mends what can be mended; the hub must be stopped. Without it nothing is changed.",
        };
        Option<string> data = DataOption.Create();
        var command = new Command("doctor", "Checks the hub, its databases and all readings, and says what is wrong and what to do.") { repair, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(data), parsed.GetValue(repair), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string dataFolder, bool isRepair, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(dataFolder);
        try
        {
            using IDisposable? taken = folder.TryLock();
            if (taken is null)
            {
                return isRepair
                    ? CommandLine.Fail("a hub runs on this data folder, and mends what it can by itself. Stop it first to use --repair.")
                    : await RunningHubDoctor.RunAsync(dataFolder, cancellationToken);
            }

            var doctor = new StoppedHubDoctor(folder);
            if (isRepair)
            {
                foreach (string line in await doctor.RepairAsync(cancellationToken))
                {
                    DoctorReport.Print(new Finding(FindingLevel.Mended, "readings", line));
                }
            }

            return DoctorReport.Print(doctor.Check(cancellationToken), "--repair mends the recorder's parts; everything else says its remedy.");
        }
        catch (Exception exception) when (exception is StartException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return CommandLine.Fail(exception.Message);
        }
    }
}
