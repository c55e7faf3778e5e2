using System.CommandLine;

namespace PiHub.Host.Cli;

/// <summary><c>pihub backup</c></summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var command = new Command("backup", "Makes a backup of everything while the hub works, and prints where it is.") { data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Post,
            "/api/backups",
            body: null,
            answer => Console.WriteLine(Path.Combine(Path.GetFullPath(parsed.GetRequiredValue(data)), "backups", (string?)answer?["name"] ?? "")),
            cancellationToken));
        return command;
    }
}
