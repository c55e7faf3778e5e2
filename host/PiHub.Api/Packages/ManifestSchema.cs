using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PiHub.Api.Packages;

/// <summary>The JSON schema of <c>plugin.json</c>, as it is checked in beside the SDK.</summary>
internal static class ManifestSchema
{
    private const string Resource = "plugin.schema.json";

    public static FileStreamHttpResult Read() => TypedResults.Stream(
        typeof(ManifestSchema).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"'{Resource}' is missing in the program."),
        "application/schema+json");
}
