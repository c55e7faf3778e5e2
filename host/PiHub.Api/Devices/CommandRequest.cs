using System.Text.Json;

namespace PiHub.Api.Devices;

/// <summary>Sends a command.</summary>
/// <param name="Arguments">The arguments, a JSON object after the command's schema; null for none.</param>
internal sealed record CommandRequest(JsonElement? Arguments);
