namespace PiHub.Api.Broker;

/// <summary>An MQTT 5 user property.</summary>
/// <param name="Name">Its name; names may repeat.</param>
/// <param name="Value">Its value.</param>
internal sealed record UserProperty(string? Name, string? Value);
