using System.CommandLine;
using System.Text.Json.Nodes;
using PiHub.PluginHost.Packages;

namespace PiHub.Host.Cli;

/// <summary><c>pihub plugin install</c></summary>
internal static class PluginInstallCommand
{
    private static readonly string[] Kinds = ["subscribe", "publish", "connect", "hardware"];

    public static Command Create()
    {
        var package = new Argument<string>("package") { Description = "A .pihub file, or a folder with plugin.json." };
        var disabled = new Option<bool>("--disabled") { Description = "Installs without switching a new plugin on." };
        Option<string> data = DataOption.Create();
        var command = new Command("install", "Installs a plugin, or a new version of one, and agrees to what it asks for.") { package, disabled, data };
        command.SetAction((parsed, cancellationToken) => InstallAsync(
            parsed.GetRequiredValue(package), parsed.GetRequiredValue(data), parsed.GetValue(disabled), cancellationToken));
        return command;
    }

    private static async Task<int> InstallAsync(string package, string dataFolder, bool isDisabled, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(package))
        {
            return File.Exists(package)
                ? await SendAsync(package, dataFolder, isDisabled, cancellationToken)
                : CommandLine.Fail($"there is no file or folder '{package}'.");
        }

        DirectoryInfo drafts = Directory.CreateTempSubdirectory("pihub-");
        try
        {
            PackedPackage packed = PackageWriter.Pack(package, drafts.FullName, keyPem: null);
            return await SendAsync(packed.Path, dataFolder, isDisabled, cancellationToken);
        }
        catch (PackageRefusedException exception)
        {
            return PluginPackCommand.Refuse(package, exception);
        }
        finally
        {
            drafts.Delete(recursive: true);
        }
    }

    private static async Task<int> SendAsync(string file, string dataFolder, bool isDisabled, CancellationToken cancellationToken)
    {
        bool hasFailed = false;
        DateTimeOffset began = TimeProvider.System.GetUtcNow();
        using var content = new UploadContent(file);
        int code = await HubClient.SendAsync(
            dataFolder,
            HttpMethod.Post,
            $"/api/plugins?consent=true&enable={(isDisabled ? "false" : "true")}",
            content,
            answer =>
            {
                hasFailed = (string?)answer?["state"] is "incompatible" or "quarantined";
                Print(answer);
                if (TakenBack(answer, began) is { } reason)
                {
                    hasFailed = true;
                    Console.Error.WriteLine($"pihub: the new version did not start: {reason}.");
                }
            },
            cancellationToken);
        return hasFailed ? CommandLine.Failed : code;
    }

    // Why the change that this installation made was taken back; null when there was none, or when it went well.
    private static string? TakenBack(JsonNode? plugin, DateTimeOffset began) =>
        plugin?["last_change"] is { } change && (string?)change["outcome"] != "upgraded" && (DateTimeOffset?)change["at"] >= began
            ? (string?)change["reason"]
            : null;

    private static void Print(JsonNode? plugin)
    {
        foreach (string kind in Kinds)
        {
            if (plugin?["permissions"]?[kind] is JsonArray { Count: > 0 } granted)
            {
                Console.WriteLine($"may {kind,-10} {string.Join(", ", granted)}");
            }
        }

        if (plugin?["listener_port"] is { } port)
        {
            Console.WriteLine($"may listen     on port {port}");
        }

        PluginCommand.Print(plugin);
    }
}
