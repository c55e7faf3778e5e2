using System.CommandLine;
using System.Text.Json.Nodes;

namespace PiHub.Host.Cli;

/// <summary><c>pihub plugin list|install|pack|enable|disable|rollback|remove</c></summary>
internal static class PluginCommand
{
    public static Command Create() => new("plugin", "Lists, installs and packs plugins, switches them on and off, and takes them back.")
    {
        List(),
        PluginInstallCommand.Create(),
        PluginPackCommand.Create(),
        Enable(),
        Switch("disable", "Switches a plugin off and unloads it."),
        Switch("rollback", "Goes back to the version of a plugin before the last change, with its data."),
        Remove(),
    };

    private static Command List()
    {
        Option<string> data = DataOption.Create();
        var command = new Command("list", "Lists the plugins.") { data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Get,
            "/api/plugins",
            body: null,
            answer =>
            {
                foreach (JsonNode? plugin in answer?.AsArray() ?? [])
                {
                    Print(plugin);
                }
            },
            cancellationToken));
        return command;
    }

    private static Command Enable()
    {
        var consent = new Option<bool>("--consent") { Description = "Agrees to what a version that waits for it asks for." };
        Command command = Switch("enable", "Switches a plugin on and starts it.", parsed => parsed.GetValue(consent) ? "?consent=true" : "");
        command.Options.Add(consent);
        return command;
    }

    private static Command Switch(string verb, string description, Func<ParseResult, string>? query = null)
    {
        var id = new Argument<string>("id") { Description = "The plugin's id." };
        Option<string> data = DataOption.Create();
        var command = new Command(verb, description) { id, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool hasFailed = false;
            int code = await HubClient.SendAsync(
                parsed.GetRequiredValue(data),
                HttpMethod.Post,
                $"/api/plugins/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/{verb}{query?.Invoke(parsed)}",
                body: null,
                answer =>
                {
                    hasFailed = (string?)answer?["state"] is "incompatible" or "quarantined";
                    Print(answer);
                },
                cancellationToken);
            return hasFailed ? CommandLine.Failed : code;
        });
        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<string>("id") { Description = "The plugin's id." };
        var deleteData = new Option<bool>("--delete-data") { Description = "Deletes the plugin's own data too." };
        Option<string> data = DataOption.Create();
        var command = new Command("remove", "Removes an installed plugin; its data stays unless told otherwise.") { id, deleteData, data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Delete,
            $"/api/plugins/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}?data={(parsed.GetValue(deleteData) ? "delete" : "keep")}",
            body: null,
            _ => Console.WriteLine($"The plugin '{parsed.GetRequiredValue(id)}' is removed."),
            cancellationToken));
        return command;
    }

    internal static void Print(JsonNode? plugin) =>
        Console.WriteLine($"{plugin?["id"],-24} {plugin?["version"],-12} {plugin?["state"],-12} {plugin?["reason"]}");
}
