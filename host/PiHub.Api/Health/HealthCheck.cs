namespace PiHub.Api.Health;

/// <summary>How one part of the hub works.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">How well.</param>
/// <param name="Message">What there is to know, and the remedy when something is wrong.</param>
internal sealed record HealthCheck(string Name, HealthStatus Status, string Message);
