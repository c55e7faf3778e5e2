using System.Text.Json;
using PiHub.Sdk.Bus;

namespace PiHub.Devices;

/// <summary>Sends commands over the bus and waits for their results, as any MQTT client could. Safe to use from any thread.</summary>
/// <param name="devices">The devices there are.</param>
/// <param name="bus">Where commands and results go.</param>
/// <param name="time">The clock.</param>
public sealed class DeviceCommands(DeviceRegistry devices, IBus bus, TimeProvider time)
{
    // A driver has 10 s; the answer gets a little longer, so that the driver's own "timed out" arrives first.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(12);

    /// <summary>Why there is no such command; null when there is one.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="command">The command's name.</param>
    public string? Refusal(string device, string command) => devices.Find(device) switch
    {
        null => $"There is no device '{device}'.",
        { } found when found.Descriptor?.Commands.Any(known => known.Name == command) != true => $"The device '{device}' has no command '{command}'.",
        _ => null,
    };

    /// <summary>Sends a command and waits for its result.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="arguments">A JSON object after the command's schema; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may still be carried out.</param>
    /// <returns>Null when no answer came within <see cref="Patience"/>.</returns>
    /// <exception cref="BusRejectedException">The bus refuses it.</exception>
    public async Task<CommandResult?> SendAsync(string device, string command, JsonElement? arguments, CancellationToken cancellationToken)
    {
        var envelope = new CommandEnvelope(Guid.NewGuid().ToString("N"), arguments, (time.GetUtcNow() + Expiry).UtcDateTime);
        var answer = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        string topic = DeviceTopic.Command(device, command);
        await using IAsyncDisposable subscription = bus.Subscribe(topic + "/result", (message, _) =>
        {
            if (TryRead(message.Payload) is { } result && result.Id == envelope.Id)
            {
                answer.TrySetResult(result);
            }

            return ValueTask.CompletedTask;
        });
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(envelope, CommandJson.Default.CommandEnvelope);
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
            return JsonSerializer.Deserialize(payload.Span, CommandJson.Default.CommandResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
