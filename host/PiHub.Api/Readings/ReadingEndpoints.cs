using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Api.Auth;
using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>Routes to read what was recorded.</summary>
internal static class ReadingEndpoints
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/readings").WithTags("readings").Require(Role.Viewer);
        group.MapGet("", RangeAsync).WithSummary("A time range of one metric: raw, condensed, or as many points as a chart can show");
        group.MapGet("/latest", Latest).WithSummary("The newest reading of each metric");
    }

    private static LatestReading[] Latest(string? device, IReadingStore store, DeviceRegistry devices, TimeProvider time)
    {
        DateTimeOffset staleBefore = time.GetUtcNow() - StaleAfter;
        Dictionary<string, Device> known = devices.List().ToDictionary(candidate => candidate.Id, StringComparer.Ordinal);
        return [.. store.Latest(device).Select(reading =>
        {
            Device? owner = known.GetValueOrDefault(reading.Device);
            bool stale = owner?.Availability == Availability.Offline || reading.Time < staleBefore;
            return new LatestReading(
                reading.Device, reading.Metric, reading.Value, owner?.UnitOf(reading.Metric), reading.Time, stale ? "stale" : "good");
        })];
    }

    private static async Task<Results<Ok<PointsResponse>, Ok<BucketsResponse>, ValidationProblem>> RangeAsync(
        [AsParameters] RangeRequest request,
        IReadingStore store,
        DeviceRegistry devices,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request.ToQuery(time.GetUtcNow(), out Dictionary<string, string[]> errors) is not { } query)
        {
            return TypedResults.ValidationProblem(errors);
        }

        ReadingSeries series = await store.QueryAsync(query, cancellationToken);
        string? unit = devices.Find(query.Device)?.UnitOf(query.Metric);
        string level = ReadingLevels.NameOf(series.Level);
        return series.BucketWidth is { } width
            ? TypedResults.Ok(new BucketsResponse(
                query.Device, query.Metric, unit, level, width.TotalSeconds, [.. series.Buckets.Select(BucketResponse.Of)], series.Next))
            : TypedResults.Ok(new PointsResponse(query.Device, query.Metric, unit, level, BucketSeconds: null, series.Points, series.Next));
    }
}
