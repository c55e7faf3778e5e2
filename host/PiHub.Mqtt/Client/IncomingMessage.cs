using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>A message from the server, as far as its acknowledgement needs it. Its state belongs to <see cref="Inbox"/>.</summary>
internal sealed class IncomingMessage
{
    /// <summary>0 at QoS 0.</summary>
    public required ushort PacketId { get; init; }

    public required string Topic { get; init; }

    public required QualityOfService Quality { get; init; }

    /// <summary>Ends with whether the handlers succeeded; never fails.</summary>
    public Task<bool> Handling { get; set; } = Task.FromResult(true);
}
