using System.CommandLine;
using PiHub.PluginHost.Packages;

namespace PiHub.Host.Cli;

/// <summary><c>pihub plugin pack</c>; needs no hub.</summary>
internal static class PluginPackCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The plugin's build output, with plugin.json at its root." };
        var output = new Option<string>("--output")
        {
            Description = "The folder for the package. Default: this one.", HelpName = "DIR", DefaultValueFactory = _ => ".",
        };
        var key = new Option<string?>("--key") { Description = "An EC P-256 private key, as PEM, to sign with.", HelpName = "KEY.pem" };
        var command = new Command("pack", "Makes a package of a folder.") { folder, output, key };
        command.SetAction(parsed => Pack(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(output), parsed.GetValue(key)));
        return command;
    }

    /// <summary>Says all that is wrong with a folder.</summary>
    public static int Refuse(string folder, PackageRefusedException exception) => CommandLine.Fail(
        $"'{folder}' cannot be packed:\n{string.Join('\n', exception.Reasons.Select(reason => $"  - {reason}"))}");

    private static int Pack(string folder, string output, string? key)
    {
        if (!Directory.Exists(folder))
        {
            return CommandLine.Fail($"there is no folder '{folder}'.");
        }

        try
        {
            PackedPackage packed = PackageWriter.Pack(folder, output, key is null ? null : File.ReadAllText(key));
            Console.WriteLine($"{packed.Path}  {packed.SizeBytes / 1024} KiB  sha256 {packed.Sha256}");
            if (packed.KeyFingerprint is { } fingerprint)
            {
                Console.WriteLine($"signed with the key {fingerprint}");
            }

            return CommandLine.Done;
        }
        catch (PackageRefusedException exception)
        {
            return Refuse(folder, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail(exception.Message);
        }
    }
}
