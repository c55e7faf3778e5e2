using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Devices;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Devices;

/// <summary>Sends a command over the bus and waits for its result, as any MQTT client could.</summary>
internal static class DeviceCommandEndpoint
{
    // A driver has 10 s; the answer gets a little longer, so that the driver's own "timed out" arrives first.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    public static async Task<Results<Ok<CommandResult>, ValidationProblem, ProblemHttpResult>> SendAsync(
        string id,
        string name,
        CommandRequest request,
        DeviceRegistry devices,
        IBus bus,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (devices.Find(id) is not { } device)
        {
            return TypedResults.Problem($"There is no device '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }

        if (device.Descriptor?.Commands.Any(command => command.Name == name) != true)
        {
            return TypedResults.Problem($"The device '{id}' has no command '{name}'.", statusCode: StatusCodes.Status404NotFound);
        }

        if (request.Arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["arguments"] = ["arguments are a JSON object"] });
        }

        if (request.Arguments is { } arguments && !JsonText.IsWritable(arguments))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["arguments"] = [JsonText.Rule] });
        }

        return await CallAsync(id, name, request.Arguments, bus, time, cancellationToken) is { } result
            ? TypedResults.Ok(result)
            : TypedResults.Problem(
                $"The device '{id}' did not answer within {Patience.TotalSeconds:0} s.", statusCode: StatusCodes.Status504GatewayTimeout);
    }

    private static async Task<CommandResult?> CallAsync(
        string device, string name, JsonElement? arguments, IBus bus, TimeProvider time, CancellationToken cancellationToken)
    {
        var envelope = new CommandEnvelope(Guid.NewGuid().ToString("N"), arguments, time.GetUtcNow() + Expiry);
        var answer = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        string topic = DeviceTopic.Command(device, name);
        await using IAsyncDisposable subscription = bus.Subscribe(topic + "/result", (message, _) =>
        {
            if (TryRead(message.Payload) is { } result && result.Id == envelope.Id)
            {
                answer.TrySetResult(result);
            }

            return ValueTask.CompletedTask;
        });
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(envelope, ApiJson.Default.CommandEnvelope);
        await bus.PublishAsync(new BusMessage { Topic = topic, Payload = payload }, cancellationToken);
        try
        {
            return await answer.Task.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // Any client can publish on a result topic; what is no result is not the answer.
    private static CommandResult? TryRead(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, ApiJson.Default.CommandResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
