using System.CommandLine;
using System.Globalization;
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
        var scope = new Option<string[]>("--scope")
        {
            Description = "What of the role it may use: http:read, http:write, mqtt:publish, mqtt:subscribe; may be given several times. Default: all.",
            HelpName = "SCOPE",
        };
        var expires = new Option<string?>("--expires")
        {
            Description = "When it ends: 90d, 12h, 2027-01-01 or 2027-01-01T12:00:00Z. Default: never.",
            HelpName = "WHEN",
        };
        Option<string> data = DataOption.Create();
        var command = new Command("create", "Makes an API key and prints it, once.") { name, role, scope, expires, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            DateTimeOffset? end = null;
            if (parsed.GetValue(expires) is { } text && (end = ExpiryText.Parse(text, TimeProvider.System)) is null)
            {
                return Task.FromResult(CommandLine.Fail($"'{text}' is no end of a key: {ExpiryText.Rule}"));
            }

            return HubClient.SendAsync(
                parsed.GetRequiredValue(data),
                HttpMethod.Post,
                "/api/tokens",
                CreateRequest(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), parsed.GetValue(scope) ?? [], end),
                answer => Console.WriteLine(answer?["value"]),
                cancellationToken);
        });
        return command;
    }

    /// <summary>What asks the hub for a new key.</summary>
    internal static JsonObject CreateRequest(string name, string role, IEnumerable<string> scopes, DateTimeOffset? expiresAt) => new()
    {
        ["name"] = name,
        ["role"] = role,
        ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
        ["expires_at"] = expiresAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>A key as a line.</summary>
    internal static string LineOf(JsonNode? key)
    {
        string scopes = string.Join(' ', key?["scopes"]?.AsArray().Select(scope => (string?)scope) ?? []);
        return $"{key?["id"]}  {key?["role"],-9}  {key?["created_at"]}  {key?["name"]}"
            + (scopes.Length > 0 ? $"  scopes: {scopes}" : "")
            + (key?["expires_at"] is { } end ? $"  ends {end}" : "")
            + (key?["last_used_at"] is { } used ? $"  last used {used}" : "");
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
                    Console.WriteLine(LineOf(key));
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
