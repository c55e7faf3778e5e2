using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PiHub.Recorder;
using PiHub.Recorder.Exchange;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>Streams readings as a file, in memory that does not grow with it.</summary>
internal static class ExportEndpoint
{
    // So many readings, or buckets, are written before the client must have taken them.
    private const int AtOnce = 2_048;

    public static async Task ExportAsync(
        [AsParameters] ExportRequest request, HttpContext context, IReadingStore store, TimeProvider time)
    {
        if (request.ToPlan(time.GetUtcNow(), device => device.Length == 0 ? [] : store.Latest(device), out Dictionary<string, string[]> errors)
            is not { } plan)
        {
            await TypedResults.ValidationProblem(errors).ExecuteAsync(context);
            return;
        }

        HttpResponse response = context.Response;
        response.ContentType = plan.IsJson ? "application/x-ndjson" : "text/csv; charset=utf-8; header=present";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(plan.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        using var json = new JsonLinesWriter();
        IReadingWriter writer = plan.IsJson ? json : new CsvWriter();
        writer.Begin(response.BodyWriter, plan.Level != ReadingLevel.Raw);
        foreach (SeriesName series in plan.Series)
        {
            await (plan.Level == ReadingLevel.Raw
                ? WriteReadingsAsync(plan, series, store, writer, context)
                : WriteBucketsAsync(plan, series, store, writer, context));
        }
    }

    private static async Task WriteReadingsAsync(
        ExportPlan plan, SeriesName series, IReadingStore store, IReadingWriter writer, HttpContext context)
    {
        PipeWriter body = context.Response.BodyWriter;
        await foreach (ReadingRun run in store.ReadAsync(series.Device, series.Metric, plan.From, plan.To, context.RequestAborted))
        {
            for (int start = 0; start < run.Count; start += AtOnce)
            {
                writer.Write(body, series.Device, series.Metric, run.Slice(start, Math.Min(AtOnce, run.Count - start)));
                await body.FlushAsync(context.RequestAborted);
            }
        }
    }

    private static async Task WriteBucketsAsync(
        ExportPlan plan, SeriesName series, IReadingStore store, IReadingWriter writer, HttpContext context)
    {
        PipeWriter body = context.Response.BodyWriter;
        var query = new ReadingQuery
        {
            Device = series.Device, Metric = series.Metric, From = plan.From, To = plan.To, Level = plan.Level, Limit = AtOnce,
        };
        ReadingSeries page;
        do
        {
            page = await store.QueryAsync(query, context.RequestAborted);
            foreach (ReadingBucket bucket in page.Buckets)
            {
                writer.Write(body, series.Device, series.Metric, bucket);
            }

            await body.FlushAsync(context.RequestAborted);
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
    }
}
