using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Devices;
using PiHub.Recorder;

namespace PiHub.Api.Devices;

/// <summary>Reads the events that a device has published, page by page.</summary>
internal static class DeviceHistoryEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;

    public static async Task<Results<Ok<DeviceHistoryResponse>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string id, string? before, string? limit, DeviceRegistry devices, IReadingStore store, CancellationToken cancellationToken)
    {
        var parameters = new QueryParameters();
        DateTimeOffset? end = parameters.Time("before", before);
        int size = parameters.Number("limit", limit, minimum: 1, MaximumLimit) ?? DefaultLimit;
        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        // One more than asked for tells whether there is a next page.
        IReadOnlyList<DeviceEvent> found = await store.QueryEventsAsync(id, end, size + 1, cancellationToken);
        if (found.Count == 0 && devices.Find(id) is null)
        {
            return TypedResults.Problem($"There is no device '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Ok(Page(found, size));
    }

    private static DeviceHistoryResponse Page(IReadOnlyList<DeviceEvent> found, int size)
    {
        int count = Math.Min(found.Count, size);

        // 'next' is a time, so events of the same millisecond stay on one page; when these are all, the next page may be empty.
        while (count > 0 && count < found.Count && found[count].Time == found[count - 1].Time)
        {
            count++;
        }

        return new DeviceHistoryResponse(
            [.. found.Take(count).Select(RecordedEvent.Of)], found.Count > size ? found[count - 1].Time : null);
    }
}
