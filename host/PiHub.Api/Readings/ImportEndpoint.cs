using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PiHub.Recorder;
using PiHub.Recorder.Exchange;

namespace PiHub.Api.Readings;

/// <summary>Takes a file of readings in; nothing of it is kept in memory.</summary>
internal static class ImportEndpoint
{
    public static async Task<Results<Ok<ImportResponse>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, IReadingStore store, IOptions<ApiOptions> options)
    {
        if (FormatOf(request) is not { } format)
        {
            return TypedResults.Problem(
                "Send the file itself, with Content-Type: text/csv or application/x-ndjson.",
                statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        long limitBytes = options.Value.MaximumImportBytes;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limitBytes;
        }

        try
        {
            ImportSummary summary = await new ReadingImport(store).RunAsync(request.Body, format, request.HttpContext.RequestAborted);
            return TypedResults.Ok(new ImportResponse(summary.Imported, summary.Refused, summary.Errors));
        }
        catch (FormatException exception)
        {
            return TypedResults.Problem($"The file cannot be read: {exception.Message}.", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TypedResults.Problem(
                $"A file may have {limitBytes / 1024 / 1024} MiB at most (Api:MaximumImportBytes); send it in parts. What came before may be recorded.",
                statusCode: StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static ImportFormat? FormatOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? null
        : type.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/csv" => ImportFormat.Csv,
            "application/x-ndjson" or "application/jsonl" => ImportFormat.JsonLines,
            _ => null,
        };
}
