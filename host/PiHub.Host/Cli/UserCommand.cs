using System.CommandLine;
using System.Text.Json.Nodes;

namespace PiHub.Host.Cli;

/// <summary><c>pihub user add|passwd|list</c></summary>
internal static class UserCommand
{
    private const string Route = "/api/users";

    public static Command Create() => new("user", "Adds and lists users, and sets their passwords.")
    {
        Add(),
        SetPassword(),
        List(),
    };

    /// <summary>What asks the hub for a new user.</summary>
    internal static JsonObject AddRequest(string name, string? displayName, string role, string password) => new()
    {
        ["user_name"] = name,
        ["display_name"] = displayName ?? name,
        ["role"] = role,
        ["password"] = password,
    };

    /// <summary>The id of the user with a name, in any case of letters; null when there is none.</summary>
    internal static string? IdOf(JsonNode? users, string name) => (string?)users?.AsArray()
        .FirstOrDefault(user => string.Equals((string?)user?["user_name"], name, StringComparison.OrdinalIgnoreCase))?["id"];

    /// <summary>A user as a line.</summary>
    internal static string LineOf(JsonNode? user) =>
        $"{(string?)user?["role"],-9}  {((bool?)user?["is_disabled"] == true ? "disabled" : "enabled"),-8}  "
        + $"{(string?)user?["last_seen_at"] ?? "never seen",-24}  {(string?)user?["user_name"]}";

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What the user signs in with." };
        var role = new Option<string>("--role")
        {
            Description = "owner, admin, installer, operator or viewer.",
            HelpName = "ROLE",
            Required = true,
        };
        var displayName = new Option<string?>("--display-name") { Description = "What others see. Default: the name.", HelpName = "TEXT" };
        Option<string?> file = PasswordFile();
        Option<string> data = DataOption.Create();
        var command = new Command("add", "Adds a user; asks for the password.") { name, role, displayName, file, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (string? password, string? objection) = await PasswordSource.ReadAsync(parsed.GetValue(file), cancellationToken);
            return password is null
                ? CommandLine.Fail(objection ?? "there is no password.")
                : await HubClient.SendAsync(
                    parsed.GetRequiredValue(data),
                    HttpMethod.Post,
                    Route,
                    AddRequest(parsed.GetRequiredValue(name), parsed.GetValue(displayName), parsed.GetRequiredValue(role), password),
                    _ => Console.WriteLine($"The user '{parsed.GetRequiredValue(name)}' is added."),
                    cancellationToken);
        });
        return command;
    }

    private static Command SetPassword()
    {
        var name = new Argument<string>("name") { Description = "What the user signs in with." };
        Option<string?> file = PasswordFile();
        Option<string> data = DataOption.Create();
        var command = new Command("passwd", "Sets a user's password and ends the user's sessions; asks for it.") { name, file, data };
        command.SetAction((parsed, cancellationToken) => SetPasswordAsync(
            parsed.GetRequiredValue(data), parsed.GetRequiredValue(name), parsed.GetValue(file), cancellationToken));
        return command;
    }

    private static async Task<int> SetPasswordAsync(string dataFolder, string name, string? file, CancellationToken cancellationToken)
    {
        string? id = null;
        int code = await HubClient.SendAsync(
            dataFolder, HttpMethod.Get, Route, body: null, answer => id = IdOf(answer, name), cancellationToken);
        if (code != CommandLine.Done)
        {
            return code;
        }

        if (id is null)
        {
            return CommandLine.Fail($"there is no user '{name}'. See: pihub user list");
        }

        (string? password, string? objection) = await PasswordSource.ReadAsync(file, cancellationToken);
        return password is null
            ? CommandLine.Fail(objection ?? "there is no password.")
            : await HubClient.SendAsync(
                dataFolder,
                HttpMethod.Post,
                $"{Route}/{Uri.EscapeDataString(id)}/password",
                new JsonObject { ["password"] = password },
                _ => Console.WriteLine($"The password of '{name}' is set."),
                cancellationToken);
    }

    private static Command List()
    {
        Option<string> data = DataOption.Create();
        var command = new Command("list", "Lists the users.") { data };
        command.SetAction((parsed, cancellationToken) => HubClient.SendAsync(
            parsed.GetRequiredValue(data),
            HttpMethod.Get,
            Route,
            body: null,
            answer =>
            {
                foreach (JsonNode? user in answer?.AsArray() ?? [])
                {
                    Console.WriteLine(LineOf(user));
                }
            },
            cancellationToken));
        return command;
    }

    private static Option<string?> PasswordFile() => new("--password-file")
    {
        Description = "The file whose first line is the password. Default: the terminal, or standard input.",
        HelpName = "FILE",
    };
}
