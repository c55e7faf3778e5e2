using System.CommandLine;
using System.CommandLine.Parsing;
using PiHub.Host.Composition;

namespace PiHub.Host.Cli;

/// <summary><c>pihub run</c></summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        Option<int?> http = Port("--http", "The port of the web interface and the HTTP API; 0 picks a free one. Default: 8080.");
        Option<int?> https = Port("--https", "The port of the web interface and the HTTP API over TLS; 0 picks a free one. Default: 8443 with the default --http, else none.");
        Option<int?> mqtt = Port("--mqtt", "The port of the MQTT broker; 0 picks a free one. Default: 1883.");
        Option<int?> mqtts = Port("--mqtts", "The port of the MQTT broker over TLS; 0 picks a free one. Default: none.");
        var demo = new Option<bool>("--demo") { Description = "Simulated devices, and no sign-in on this computer." };
        var safe = new Option<bool>("--safe-mode") { Description = "Starts no plugin, so that one that harms the hub can be switched off." };
        var config = new Option<string?>("--config") { Description = "The configuration file. Default: /etc/pihub/pihub.json.", HelpName = "FILE" };
        var command = new Command("run", "Runs the hub until it is told to stop.") { data, http, https, mqtt, mqtts, demo, safe, config };
        command.SetAction((parsed, cancellationToken) => HubProgram.RunAsync(
            new HubArguments
            {
                DataFolder = parsed.GetRequiredValue(data),
                HttpPort = parsed.GetValue(http),
                HttpsPort = parsed.GetValue(https),
                MqttPort = parsed.GetValue(mqtt),
                MqttsPort = parsed.GetValue(mqtts),
                IsDemo = parsed.GetValue(demo),
                IsSafeMode = parsed.GetValue(safe),
                ConfigFile = parsed.GetValue(config),
            },
            cancellationToken));
        return command;
    }

    private static Option<int?> Port(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "PORT" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [Token token] && (!int.TryParse(token.Value, out int port) || port is < 0 or > 65535))
            {
                result.AddError($"{name}: '{token.Value}' is not a port from 0 to 65535.");
            }
        });
        return option;
    }
}
