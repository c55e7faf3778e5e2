namespace PiHub.Api.Devices;

/// <summary>A driver that can serve devices.</summary>
/// <param name="Name">The driver's name.</param>
/// <param name="Plugin">The plugin that offers it.</param>
internal sealed record DriverResponse(string Name, string Plugin);
