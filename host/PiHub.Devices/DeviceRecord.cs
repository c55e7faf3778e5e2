using System.Text.Json;
using PiHub.Hal.Drivers;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;

namespace PiHub.Devices;

/// <summary>What is kept of a device on disk: the owner's choices and the last descriptor.</summary>
internal sealed record DeviceRecord
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Area { get; init; }

    public string? Driver { get; init; }

    public JsonElement? Settings { get; init; }

    public DeviceDescriptor? Descriptor { get; init; }

    /// <summary>Refuses what the supervisor would refuse, before anything is kept.</summary>
    /// <exception cref="ArgumentException">Id, driver or name break their rules.</exception>
    public static void Check(string id, string driver, string name)
    {
        if (!DeviceTopic.IsValidId(id) || !DeviceTopic.IsValidId(driver))
        {
            throw new ArgumentException($"{DeviceTopic.IdRule}; the same holds for a driver's name.");
        }

        if (string.IsNullOrWhiteSpace(name) || name.Length > DescriptorPayload.MaximumNameLength)
        {
            throw new ArgumentException($"A device's name has 1 to {DescriptorPayload.MaximumNameLength} characters.", nameof(name));
        }
    }

    /// <summary>The order to run the device's driver.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public DeviceConfiguration ToConfiguration() => new()
    {
        Id = Id,
        Driver = Driver ?? throw new InvalidOperationException("Only a device with a driver can be run."),
        Name = Name ?? Id,
        Area = Area,
        Settings = Settings ?? default,
    };
}
