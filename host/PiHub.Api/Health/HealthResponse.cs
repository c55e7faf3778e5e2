using System.Text.Json.Serialization;

namespace PiHub.Api.Health;

/// <summary>The answer of <c>GET /api/health</c>.</summary>
/// <param name="Status">The worst of the checks.</param>
/// <param name="Version">The hub's version.</param>
/// <param name="Role">What this program runs as.</param>
/// <param name="UptimeSeconds">Seconds since it started.</param>
/// <param name="Checks">Part by part; null when nobody is signed in.</param>
internal sealed record HealthResponse(
    HealthStatus Status,
    string Version,
    string Role,
    [property: JsonPropertyName("uptime_s")] long UptimeSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<HealthCheck>? Checks);
