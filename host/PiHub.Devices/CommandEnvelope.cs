using System.Text.Json;

namespace PiHub.Devices;

/// <summary>A command as it goes over MQTT.</summary>
/// <param name="Id">The id of this call.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="ExpiresAt">When it is no longer wanted, UTC.</param>
internal sealed record CommandEnvelope(string Id, JsonElement? Arguments, DateTime ExpiresAt);
