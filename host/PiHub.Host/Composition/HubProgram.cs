using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using PiHub.Host.Cli;

namespace PiHub.Host.Composition;

/// <summary>Runs the hub from start to stop and turns what went wrong into one line and an exit code.</summary>
internal static class HubProgram
{
    public static async Task<int> RunAsync(HubArguments arguments, CancellationToken cancellationToken)
    {
        // Not from the process's start: a script may have worked in the same process before it became the hub.
        long began = TimeProvider.System.GetTimestamp();
        var folder = new DataFolder(arguments.DataFolder);
        try
        {
            bool isRestarting = await RunAsync(arguments, folder, began, cancellationToken);
            if (isRestarting)
            {
                ProcessImage.Replace();
            }

            return CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Done; // told to stop while it was starting
        }
#pragma warning disable CA1031 // Boundary: the program's entry. Whatever prevents the start becomes one line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return CommandLine.Fail(Explain(exception));
        }
    }

    // Everything is closed when it returns: the folder's lock too, which the next run takes.
    private static async Task<bool> RunAsync(HubArguments arguments, DataFolder folder, long began, CancellationToken cancellationToken)
    {
        using IDisposable taken = folder.Take();
        await using var hub = HubBuilder.Build(arguments, folder);
        await hub.StartAsync(cancellationToken);
        Console.WriteLine($"ready http={hub.HttpPort} mqtt={hub.MqttPort} in {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");
        if (arguments.IsDemo)
        {
            await Console.Error.WriteLineAsync(Welcome(hub.HttpPort, hub.MqttPort));
        }

        if (hub.SetupCode is { } code)
        {
            await Console.Error.WriteLineAsync(SetupHint(hub.HttpPort, code));
        }

        await hub.WaitForShutdownAsync(cancellationToken);
        return hub.IsRestarting && !cancellationToken.IsCancellationRequested;
    }

    private static string Explain(Exception exception) => exception switch
    {
        StartException => exception.Message,
        OptionsValidationException invalid => $"the configuration is refused: {string.Join(" ", invalid.Failures)}",
        IOException { InnerException: AddressInUseException } =>
            $"a port is in use: {exception.Message} Stop the other program, or choose another port with --http, --https, --mqtt and --mqtts.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "ports below 1024 need the right to bind them; choose others with --http, --https, --mqtt and --mqtts.",
        InvalidOperationException => exception.Message, // a configured value of the wrong kind, or a database of a newer version
        _ => $"it cannot start. {exception}",
    };

    private static string SetupHint(int httpPort, string code) => $"""

          This hub has no owner yet.
          Open http://{Environment.MachineName}:{httpPort} and enter the setup code {code}

        """;

    private static string Welcome(int httpPort, int mqttPort) => $"""

          PiHub runs in demo mode, with simulated devices.

          Web interface   http://localhost:{httpPort}   (signed in by itself on this computer)
          MQTT            {(mqttPort > 0 ? $"localhost:{mqttPort}          (no password needed on this computer)" : "the external broker (Mqtt:External:Server)")}

          Publish a first reading:
            mosquitto_pub {(mqttPort > 0 ? $"-p {mqttPort}" : "-h BROKER")} -q 1 -t pihub/first/state -m '{"{"}"temperature":21.5{"}"}'

          Ctrl-C stops the hub.

        """;
}
