using System.CommandLine;

namespace PiHub.Host.Cli;

/// <summary>The program's commands and exit codes.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("PiHub: one hub for the devices, readings and apps of a house or farm.")
        {
            RunCommand.Create(),
            BackupCommand.Create(),
            DoctorCommand.Create(),
            PluginCommand.Create(),
            RestoreCommand.Create(),
            TokenCommand.Create(),
            UserCommand.Create(),
            VersionCommand.Create(),
        };
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // One line: the first error is the cause, the others follow from it.
            await Console.Error.WriteLineAsync($"pihub: {parsed.Errors[0].Message} Try: pihub --help");
            return Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // the hub answers SIGTERM itself, and takes as long as it needs to flush
        });
    }

    /// <summary>Says in one line why a command failed.</summary>
    public static int Fail(string message)
    {
        Console.Error.WriteLine($"pihub: {message}");
        return Failed;
    }
}
