using System.CommandLine;

namespace PiHub.Host.Cli;

/// <summary>The option <c>--data</c>, shared by all commands.</summary>
internal static class DataOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultFolder(),
    };

    // systemd names the folder that it made for the service; a person's own hub lives in the XDG data folder.
    private static string DefaultFolder() =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } folder
            ? folder.Split(':')[0]
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "pihub");
}
