using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.PluginHost.Catalogue;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Packages;

/// <summary>Says why a package could not be installed.</summary>
internal static class PackageProblem
{
    // errno of ENOSPC and EDQUOT, which the runtime gives as HResult.
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    /// <summary>The answer for a failure; null when it is none of these.</summary>
    public static ProblemHttpResult? Of(Exception exception) => exception switch
    {
        PackageRefusedException refused => TypedResults.Problem(
            $"The package is refused: {refused.Message}.",
            statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: [new("errors", refused.Reasons.ToArray())]),
        CatalogueException unreachable => TypedResults.Problem(Sentence(unreachable.Message), statusCode: StatusCodes.Status502BadGateway),
        BadHttpRequestException => null,
        IOException { HResult: NoSpace or OverQuota } => TypedResults.Problem(
            "The hub's disk is full: free some space, then install again.", statusCode: StatusCodes.Status507InsufficientStorage),
        IOException or UnauthorizedAccessException => TypedResults.Problem(
            $"The hub cannot write the package to its disk: {exception.Message.TrimEnd('.')}. Check the disk and the rights on the folder of plugins.",
            statusCode: StatusCodes.Status500InternalServerError),
        _ => null,
    };

    /// <summary>A reason as a sentence of its own.</summary>
    public static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";
}
