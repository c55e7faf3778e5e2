using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Devices;
using PiHub.PluginHost;
using PiHub.Recorder;

namespace PiHub.Api.Devices;

/// <summary>Routes to list, add, change, remove and command devices.</summary>
internal static class DeviceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/devices").WithTags("devices").Require(Role.Viewer);
        group.MapGet("", List).WithSummary("All devices");
        group.MapGet("/{id}", Get).WithSummary("One device");
        group.MapPost("", AddAsync).WithSummary("Adds a device that a driver serves").Require(Role.Installer);
        group.MapPut("/{id}", UpdateAsync).WithSummary("Changes name, area and settings").Require(Role.Installer);
        group.MapDelete("/{id}", RemoveAsync).WithSummary("Removes a device; readings=delete removes its history too").Require(Role.Installer);
        group.MapPost("/{id}/commands/{name}", DeviceCommandEndpoint.SendAsync).WithSummary("Sends a command and waits for its result")
            .Require(Role.Operator);
        group.MapGet("/{id}/events", DeviceHistoryEndpoint.ListAsync).WithSummary("The events that a device has published, newest first");
        routes.MapGet("/api/drivers", Drivers).WithTags("devices").WithSummary("The drivers there are").Require(Role.Viewer);
    }

    private static DeviceResponse[] List(DeviceRegistry devices, IReadingStore store) =>
        [.. devices.List().Select(device => DeviceResponse.Of(device, store))];

    private static Results<Ok<DeviceResponse>, ProblemHttpResult> Get(string id, DeviceRegistry devices, IReadingStore store) =>
        devices.Find(id) is { } device ? TypedResults.Ok(DeviceResponse.Of(device, store)) : Unknown(id);

    private static async Task<Results<Created<DeviceResponse>, ValidationProblem, ProblemHttpResult>> AddAsync(
        DeviceRequest request, DeviceRegistry devices, PluginRegistry plugins, IReadingStore store, CancellationToken cancellationToken)
    {
        Dictionary<string, string[]> errors = request.Check([.. plugins.List().SelectMany(plugin => plugin.Drivers)]);
        if (errors.Count > 0 || request.Id is null || request.Driver is null || request.Name is null)
        {
            return TypedResults.ValidationProblem(errors);
        }

        Device? device = await devices.AddAsync(
            request.Id, request.Driver, request.Name, request.Area, request.GivenSettings, cancellationToken);
        return device is not null
            ? TypedResults.Created($"/api/devices/{device.Id}", DeviceResponse.Of(device, store))
            : TypedResults.Problem($"There is a device '{request.Id}' already.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<DeviceResponse>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        string id, DeviceRequest request, DeviceRegistry devices, IReadingStore store, CancellationToken cancellationToken)
    {
        Dictionary<string, string[]> errors = request.Check(drivers: null);
        if (errors.Count > 0 || request.Name is null)
        {
            return TypedResults.ValidationProblem(errors);
        }

        Device? device = await devices.UpdateAsync(id, request.Name, request.Area, request.GivenSettings, cancellationToken);
        return device is not null ? TypedResults.Ok(DeviceResponse.Of(device, store)) : Unknown(id);
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RemoveAsync(
        string id, string? readings, DeviceRegistry devices, IReadingStore store)
    {
        if (readings is not (null or "keep" or "delete"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["readings"] = ["readings is keep or delete"] });
        }

        // A device removed earlier may have left its readings; deleting those is a reason to name it once more.
        bool isKnown = await devices.RemoveAsync(id);
        if (!isKnown && (readings != "delete" || store.Latest(id).Count == 0))
        {
            return Unknown(id);
        }

        if (readings == "delete")
        {
            await store.DeleteDeviceAsync(id, CancellationToken.None); // the device is gone by now; its readings must not stay behind
        }

        return TypedResults.NoContent();
    }

    private static DriverResponse[] Drivers(PluginRegistry plugins) =>
        [.. plugins.List().SelectMany(plugin => plugin.Drivers.Select(driver => new DriverResponse(driver, plugin.Id)))];

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no device '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
