using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>A message that waits in an <see cref="Outbox"/>.</summary>
/// <param name="Position">Its place: later messages have higher ones. Positions say nothing across restarts.</param>
/// <param name="AddedAt">When it was added, by the wall clock in UTC.</param>
/// <param name="Message">The message.</param>
public sealed record OutboxMessage(long Position, DateTimeOffset AddedAt, BusMessage Message)
{
    /// <summary>What else MQTT 5 says of it, as it was when it was added.</summary>
    internal MessageTerms Terms { get; init; }
}
