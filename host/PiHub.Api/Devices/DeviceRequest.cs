using System.Text.Json;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Devices;

/// <summary>Adds a device, or changes one (then id and driver do not count).</summary>
/// <param name="Id">The new device's id.</param>
/// <param name="Driver">The name of its driver, one of <c>GET /api/drivers</c>.</param>
/// <param name="Name">The owner's name for it, 1 to 100 characters.</param>
/// <param name="Area">Where it is, up to 100 characters.</param>
/// <param name="Settings">The driver's settings, a JSON object.</param>
internal sealed record DeviceRequest(string? Id, string? Driver, string? Name, string? Area, JsonElement? Settings)
{
    /// <summary>What is wrong, by field; empty when nothing is.</summary>
    /// <param name="drivers">The drivers there are; null when the device is only changed.</param>
    public Dictionary<string, string[]> Check(IReadOnlyCollection<string>? drivers)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (drivers is not null && !DeviceTopic.IsValidId(Id))
        {
            errors["id"] = [DeviceTopic.IdRule];
        }

        if (drivers is not null && (Driver is null || !drivers.Contains(Driver)))
        {
            errors["driver"] = [drivers.Count == 0
                ? "no plugin that runs offers a driver"
                : $"there is no driver '{Driver}'; there are: {string.Join(", ", drivers)}"];
        }

        if (Name is null || string.IsNullOrWhiteSpace(Name) || Name.Length > 100)
        {
            errors["name"] = ["a name has 1 to 100 characters"];
        }

        if (Area?.Length > 100)
        {
            errors["area"] = ["an area has at most 100 characters"];
        }

        if (Settings is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            errors["settings"] = ["settings are a JSON object"];
        }
        else if (GivenSettings is { } settings && !JsonText.IsWritable(settings))
        {
            errors["settings"] = [JsonText.Rule];
        }

        return errors;
    }

    /// <summary>The settings, null when none were given.</summary>
    public JsonElement? GivenSettings => Settings is { ValueKind: JsonValueKind.Object } ? Settings : null;
}
