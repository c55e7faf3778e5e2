namespace PiHub.Mqtt.Client;

/// <summary>What is written together: a new message, and the positions of those that go.</summary>
internal sealed record OutboxUnit(OutboxEntry? Added, IReadOnlyList<long> Removed);
