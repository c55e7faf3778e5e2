using System.CommandLine;
using PiHub.Backup;
using PiHub.Host.Composition;

namespace PiHub.Host.Cli;

/// <summary><c>pihub restore</c></summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var backup = new Argument<string>("backup") { Description = "The backup's tar file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only checks the backup." };
        Option<string> data = DataOption.Create();
        var command = new Command("restore", "Puts a backup in the place of all data. The hub must be stopped; the former data is kept aside.")
        {
            backup, dryRun, data,
        };
        command.SetAction((parsed, cancellationToken) => RestoreAsync(
            parsed.GetRequiredValue(backup), parsed.GetRequiredValue(data), parsed.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static async Task<int> RestoreAsync(string backup, string dataFolder, bool isDryRun, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup))
        {
            return CommandLine.Fail($"there is no file '{backup}'.");
        }

        var folder = new DataFolder(dataFolder);
        try
        {
            using IDisposable taken = folder.Take();
            string? former = await new BackupRestore(folder.Root, TimeProvider.System)
                .RunAsync(Path.GetFullPath(backup), isDryRun, cancellationToken);
            Console.WriteLine(former is null
                ? "The backup is whole."
                : $"Restored. The former data is in '{former}'; delete it when you are content.");
            return CommandLine.Done;
        }
        catch (Exception exception) when (exception is BackupException or StartException or IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail(exception.Message);
        }
    }
}
