using System.CommandLine;
using System.Text.Json.Nodes;

namespace PiHub.Host.Cli;

/// <summary><c>pihub token create|list|revoke</c></summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Makes, lists and revokes API keys.")
    {
        CreateToken(),
        List(),
        Revoke(),
    };

    private static Command CreateToken()
    {
        var name = new Argument<string>("name") { Description = "Who or what will use it; of a device key the device's id." };
        var role = new Option<string>("--role")
        {
            Description = "owner, admin, installer, operator, viewer or device.",
            HelpName = "ROLE",
            Required = true,
        };
        Option<string> data = DataOption.Create();
        var command = new Command("create", "Makes an API key and prints it, once.") { name, role, data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Post,
            "/api/tokens",
            new JsonObject { ["name"] = parsed.GetRequiredValue(name), ["role"] = parsed.GetRequiredValue(role) },
            answer => Console.WriteLine(answer?["value"]),
            cancellationToken));
        return command;
    }

    private static Command List()
    {
        Option<string> data = DataOption.Create();
        var command = new Command("list", "Lists the API keys, without their values.") { data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Get,
            "/api/tokens",
            body: null,
            answer =>
            {
                foreach (JsonNode? key in answer?.AsArray() ?? [])
                {
                    Console.WriteLine($"{key?["id"]}  {key?["role"],-9}  {key?["created_at"]}  {key?["name"]}");
                }
            },
            cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var key = new Argument<string>("key") { Description = "The key's id or name." };
        Option<string> data = DataOption.Create();
        var command = new Command("revoke", "Revokes an API key at once.") { key, data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Delete,
            $"/api/tokens/{Uri.EscapeDataString(parsed.GetRequiredValue(key))}",
            body: null,
            _ => { },
            cancellationToken));
        return command;
    }
}
