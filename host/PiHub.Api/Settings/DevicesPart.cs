using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Api.Devices;
using PiHub.Devices;
using PiHub.PluginHost;
using PiHub.Settings.Transfer;

namespace PiHub.Api.Settings;

/// <summary>The devices that drivers serve as a part of the hub's configuration, and the names that their owner gave to others.</summary>
internal sealed class DevicesPart(DeviceRegistry devices, PluginRegistry plugins) : IConfigurationPart
{
    public string Name => "devices";

    public JsonNode Export(string? passphrase) => new JsonArray(
    [
        .. devices.List().Where(IsChosen).Select(device => JsonSerializer.SerializeToNode(
            new DeviceRequest(device.Id, device.Driver, device.Name, device.Area, device.Settings), ApiJson.Default.DeviceRequest)),
    ]);

    public async ValueTask ImportAsync(ConfigurationImport import, CancellationToken cancellationToken)
    {
        if (import.Content.ValueKind != JsonValueKind.Array)
        {
            import.Refuse("", "must be a list of devices");
            return;
        }

        string[] drivers = [.. plugins.List().SelectMany(plugin => plugin.Drivers)];
        var index = 0;
        foreach (JsonElement entry in import.Content.EnumerateArray())
        {
            string place = FormattableString.Invariant($"[{index++}]");
            if (Read(entry) is { Id: { } id } request)
            {
                await ImportAsync(import, request, devices.Find(id), drivers, cancellationToken);
            }
            else
            {
                import.Refuse(place, "must be a device as it was exported");
            }
        }
    }

    // What a device says of itself it says again on another hub.
    private static bool IsChosen(Device device) => device.Driver is not null
        || device.Name != (device.Descriptor?.Name ?? device.Id)
        || device.Area != device.Descriptor?.Area;

    private static DeviceRequest? Read(JsonElement entry)
    {
        try
        {
            return entry.Deserialize(ApiJson.Default.DeviceRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask ImportAsync(
        ConfigurationImport import, DeviceRequest request, Device? known, string[] drivers, CancellationToken cancellationToken)
    {
        string id = request.Id ?? "";
        if (known is null && request.Driver is not { } && DeviceIsNamed(request))
        {
            import.Skip($"The device '{id}' is left out: it has no driver and has not been seen by this hub.");
            return;
        }

        if (known?.Driver is null && request.Driver is { } missing && !drivers.Contains(missing))
        {
            import.Skip($"The device '{id}' is left out: no plugin that runs offers the driver '{missing}'. Enable one, then import again.");
            return;
        }

        Dictionary<string, string[]> errors = request.Check(known is null ? drivers : null);
        if (known is { Driver: { } other } && request.Driver != other)
        {
            errors["driver"] = [$"this hub's device of that id has the driver '{other}'"];
        }

        foreach ((string field, string[] messages) in errors)
        {
            import.Refuse($"{id}.{field}", messages);
        }

        if (errors.Count == 0 && Tell(import, request, known) && !import.IsTrial)
        {
            await StoreAsync(request, known, cancellationToken);
        }
    }

    private static bool DeviceIsNamed(DeviceRequest request) => request is { Id.Length: > 0, Name.Length: > 0 };

    private static bool Tell(ConfigurationImport import, DeviceRequest request, Device? known)
    {
        (string Path, JsonElement? Before, JsonElement? After)[] values =
        [
            ("driver", Text(known?.Driver), Text(request.Driver)),
            ("name", Text(known?.Name), Text(request.Name)),
            ("area", Text(known?.Area), Text(request.Area)),
            ("settings", known?.Settings, request.GivenSettings),
        ];
        var isChange = false;
        foreach ((string path, JsonElement? before, JsonElement? after) in values)
        {
            // Settings that the document does not name stay as they are.
            if (!IsSame(before, after) && (path != "settings" || after is not null))
            {
                import.Change(request.Id ?? "", path, before, after);
                isChange = true;
            }
        }

        return isChange;
    }

    private async Task StoreAsync(DeviceRequest request, Device? known, CancellationToken cancellationToken)
    {
        (string id, string name) = (request.Id ?? "", request.Name ?? "");
        if (known?.Driver is null && request.Driver is { } driver)
        {
            await devices.AddAsync(id, driver, name, request.Area, request.GivenSettings, cancellationToken);
        }
        else
        {
            await devices.UpdateAsync(id, name, request.Area, request.GivenSettings, cancellationToken);
        }
    }

    private static bool IsSame(JsonElement? left, JsonElement? right) =>
        left is { } a && right is { } b ? JsonElement.DeepEquals(a, b) : left is null && right is null;

    private static JsonElement? Text(string? text) => text is null ? null : JsonElement.Parse(JsonValue.Create(text).ToJsonString());
}
