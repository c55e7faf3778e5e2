using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Recorder;
using PiHub.Recorder.Engine;

namespace PiHub.Api.Readings;

/// <summary>Reads everything recorded, to find damage before somebody stumbles over it.</summary>
internal static class VerifyEndpoint
{
    public static async Task<Results<Ok<VerifyResponse>, ProblemHttpResult>> VerifyAsync(
        IReadingStore store, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(VerifyResponse.Of(await store.VerifyAsync(cancellationToken)));
        }
        catch (EngineException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
