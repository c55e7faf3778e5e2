using System.CommandLine;
using System.Reflection;

namespace PiHub.Host.Cli;

/// <summary><c>pihub version</c></summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Prints the version.");
        command.SetAction(_ =>
        {
            Console.WriteLine(typeof(VersionCommand).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);
            return CommandLine.Done;
        });
        return command;
    }
}
