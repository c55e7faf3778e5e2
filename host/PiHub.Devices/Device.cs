using System.Text.Json;
using PiHub.Sdk.Devices;

namespace PiHub.Devices;

/// <summary>What the hub knows of a device at one moment.</summary>
/// <remarks>Immutable; equality compares settings and descriptor by reference.</remarks>
public sealed record Device
{
    /// <summary>The device's id.</summary>
    public required string Id { get; init; }

    /// <summary>The owner's name for it, else the descriptor's, else the id.</summary>
    public required string Name { get; init; }

    /// <summary>The owner's area for it, else the descriptor's; null when neither says.</summary>
    public string? Area { get; init; }

    /// <summary>The driver that serves it; null for a device that publishes by itself.</summary>
    public string? Driver { get; init; }

    /// <summary>The driver's settings; null without a driver or settings.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Whether it is there.</summary>
    public Availability Availability { get; init; }

    /// <summary>Why it is not running, for the owner; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>When its last sample came in, UTC; null when none came since the hub started.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>What it said of itself; null when it did not.</summary>
    public DeviceDescriptor? Descriptor { get; init; }

    /// <summary>The unit of one of its metrics; null when it has none or none is known.</summary>
    /// <param name="metric">The metric's name.</param>
    public string? UnitOf(string metric) => Descriptor?.Metrics.FirstOrDefault(candidate => candidate.Name == metric)?.Unit;

    /// <summary>A metric's kind; null when the descriptor says nothing of it.</summary>
    /// <param name="metric">The metric's name.</param>
    public MetricKind? KindOf(string metric) => Descriptor?.Metrics.FirstOrDefault(candidate => candidate.Name == metric)?.Kind;
}
