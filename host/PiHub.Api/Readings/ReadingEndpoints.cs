using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Devices;
using PiHub.Recorder;
using PiHub.Recorder.Exchange;
using PiHub.Sdk.Devices;
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
        group.MapGet("/aligned", AlignedAsync).WithSummary("Several metrics condensed into the same buckets");
        group.MapGet("/statistics", StatisticsAsync).WithSummary("A time range of one metric in a few numbers, its integral included");
        group.MapGet("/export", ExportEndpoint.ExportAsync).WithSummary("Readings as a file, CSV or JSON lines, streamed");
        group.MapPost("/import", ImportEndpoint.ImportAsync)
            .WithSummary("Takes a file in as the export writes it; a line that is refused is named, the others are recorded")
            .Require(Role.Admin);
        group.MapPost("/verify", VerifyEndpoint.VerifyAsync)
            .WithSummary("Reads everything recorded and compares checksums; damaged blocks are named and taken out")
            .Require(Role.Admin);
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
                reading.Device,
                reading.Metric,
                reading.Value,
                owner?.UnitOf(reading.Metric),
                reading.Time,
                stale ? "stale" : QualityNames.Of(reading.Quality));
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
        GapResponse[] gaps = GapResponse.Of(series.Gaps);
        return series.BucketWidth is { } width
            ? TypedResults.Ok(new BucketsResponse(
                query.Device,
                query.Metric,
                unit,
                level,
                width.TotalSeconds,
                [.. series.Buckets.Select(BucketResponse.Of)],
                gaps,
                series.Next))
            : TypedResults.Ok(new PointsResponse(
                query.Device,
                query.Metric,
                unit,
                level,
                BucketSeconds: null,
                [.. series.Points.Select(PointResponse.Of)],
                gaps,
                series.Next));
    }

    private static async Task<Results<Ok<AlignedResponse>, ValidationProblem>> AlignedAsync(
        [AsParameters] AlignedRequest request,
        IReadingStore store,
        DeviceRegistry devices,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request.ToQueries(time.GetUtcNow(), out Dictionary<string, string[]> errors) is not { } queries)
        {
            return TypedResults.ValidationProblem(errors);
        }

        IReadOnlyList<ReadingSeries> answers = await store.QueryAlignedAsync(queries, cancellationToken);
        return TypedResults.Ok(new AlignedResponse(
            ReadingLevels.NameOf(answers[0].Level),
            answers[0].BucketWidth?.TotalSeconds,
            [.. queries.Zip(answers, (query, answer) => AlignedOf(query, answer, devices.Find(query.Device)))]));
    }

    private static AlignedSeriesResponse AlignedOf(ReadingQuery query, ReadingSeries answer, Device? device) => new(
        query.Device,
        query.Metric,
        device?.UnitOf(query.Metric),
        device?.Descriptor?.Metrics.FirstOrDefault(metric => metric.Name == query.Metric)?.Kind ?? MetricKind.Measurement,
        [.. answer.Buckets.Select(BucketResponse.Of)],
        GapResponse.Of(answer.Gaps));

    private static async Task<Results<Ok<StatisticsResponse>, ValidationProblem>> StatisticsAsync(
        [AsParameters] StatisticsRequest request,
        IReadingStore store,
        DeviceRegistry devices,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request.ToQuery(time.GetUtcNow(), out Dictionary<string, string[]> errors) is not { } query)
        {
            return TypedResults.ValidationProblem(errors);
        }

        ReadingStatistics found = await store.StatisticsAsync(query, cancellationToken);
        return TypedResults.Ok(StatisticsResponse.Of(query, devices.Find(query.Device)?.UnitOf(query.Metric), found));
    }
}
