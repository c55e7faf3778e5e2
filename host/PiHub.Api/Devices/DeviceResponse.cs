using System.Text.Json;
using PiHub.Devices;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Devices;

/// <summary>A device as the API shows it.</summary>
internal sealed record DeviceResponse
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Area { get; init; }

    /// <summary><c>configured</c> when a driver serves it, <c>discovered</c> when it publishes by itself.</summary>
    public required string State { get; init; }

    public required Availability Availability { get; init; }

    /// <summary>Why it is not running; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>When its last sample came in; after a restart, the time of its newest reading.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    public string? Driver { get; init; }

    public JsonElement? Settings { get; init; }

    public string? Manufacturer { get; init; }

    public string? Model { get; init; }

    public string? SoftwareVersion { get; init; }

    /// <summary>The descriptor's metrics, then those that were only ever seen in samples.</summary>
    public required IReadOnlyList<MetricDescriptor> Metrics { get; init; }

    public required IReadOnlyList<CommandDescriptor> Commands { get; init; }

    public static DeviceResponse Of(Device device, IReadings readings)
    {
        IReadOnlyList<Reading> latest = readings.Latest(device.Id);
        IReadOnlyList<MetricDescriptor> described = device.Descriptor?.Metrics ?? [];
        IEnumerable<MetricDescriptor> others = latest
            .Where(reading => !described.Any(metric => metric.Name == reading.Metric))
            .Select(reading => new MetricDescriptor { Name = reading.Metric });
        return new DeviceResponse
        {
            Id = device.Id,
            Name = device.Name,
            Area = device.Area,
            State = device.Driver is null ? "discovered" : "configured",
            Availability = device.Availability,
            Reason = device.Reason,
            LastSeen = device.LastSeen ?? (latest.Count == 0 ? null : latest.Max(reading => reading.Time)),
            Driver = device.Driver,
            Settings = device.Settings,
            Manufacturer = device.Descriptor?.Manufacturer,
            Model = device.Descriptor?.Model,
            SoftwareVersion = device.Descriptor?.SoftwareVersion,
            Metrics = [.. described, .. others],
            Commands = device.Descriptor?.Commands ?? [],
        };
    }
}
