using PiHub.Devices;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>A device, as the diagnostics show it: without its settings, which have addresses.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Driver">Its driver; null when it publishes by itself.</param>
/// <param name="Availability">Whether it is there.</param>
/// <param name="Reason">Why not.</param>
/// <param name="LastSeen">When it last said something.</param>
/// <param name="Manufacturer">Who made it.</param>
/// <param name="Model">What it is.</param>
/// <param name="Metrics">How many metrics it describes.</param>
internal sealed record DiagnosticDevice(
    string Id, string? Driver, Availability Availability, string? Reason, DateTimeOffset? LastSeen, string? Manufacturer, string? Model, int Metrics);
