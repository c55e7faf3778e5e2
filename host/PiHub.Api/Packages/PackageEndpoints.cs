using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Plugins;
using PiHub.PluginHost;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Packages;

/// <summary>Routes to upload packages and to see what was dropped in vain.</summary>
internal static class PackageEndpoints
{
    // What multipart adds around one file.
    private const int EnvelopeBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/plugins").WithTags("plugins").Require(Role.Viewer);
        group.MapPost("", UploadAsync)
            .WithSummary("Installs a package, or a new version of an installed plugin")
            .WithDescription("The body is the .pihub file (application/octet-stream or application/zip), or multipart/form-data with one file. "
                + "With enable=true a new plugin is switched on at once; with consent=true the owner agrees to all that it asks for.")
            .Require(Role.Admin);
        group.MapGet("/drops", (DropWatcher drops) => drops.Refused.Select(DropResponse.Of).ToArray())
            .WithSummary("What was dropped into the folder of plugins and is refused");
        group.MapDelete("/drops/{name}", Remove).WithSummary("Deletes a refused drop").Require(Role.Admin);
        routes.MapGet("/api/schemas/plugin.json", ManifestSchema.Read)
            .WithTags("plugins").WithSummary("The JSON schema of plugin.json").Require(Role.Viewer);
    }

    private static async Task<Results<Created<PluginResponse>, ProblemHttpResult>> UploadAsync(
        HttpRequest request,
        PackageStaging staging,
        PackageInstaller installer,
        PluginViews views,
        IOptions<PackageOptions> options,
        bool enable = false,
        bool consent = false)
    {
        long limit = options.Value.MaximumPackageBytes;
        if (!IsWithin(limit, request))
        {
            return TooLarge(limit);
        }

        bool isLocal = request.HttpContext.Features.Get<LocalAdministration>() is not null;
        var how = new InstallOptions(enable, consent, isLocal ? "cli" : "upload");
        try
        {
            (Stream? content, ProblemHttpResult? problem) = await OpenAsync(request);
            if (content is null)
            {
                return problem ?? Unreadable();
            }

            using StagedPackage package = await staging.StageAsync(content, how.Source, expectedSha256: null, request.HttpContext.RequestAborted);
            if (installer.IsInstalled(package))
            {
                return TypedResults.Problem(
                    $"{package.Manifest.Name} {package.Manifest.Version} is installed already, with exactly this content.",
                    statusCode: StatusCodes.Status409Conflict);
            }

            PluginSnapshot plugin = await installer.InstallAsync(package, how, CancellationToken.None);
            return TypedResults.Created($"/api/plugins/{plugin.Id}", views.Of(plugin));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(limit);
        }
        catch (Exception exception) when (PackageProblem.Of(exception) is not null)
        {
            return PackageProblem.Of(exception) ?? Unreadable();
        }
    }

    // Sets the server's limit too; of what is announced as too large it reads on for some seconds what it may: a sender that is cut off in
    // the middle would never see the answer.
    private static bool IsWithin(long limitBytes, HttpRequest request)
    {
        long bodyLimitBytes = request.HasFormContentType ? limitBytes + EnvelopeBytes : limitBytes;
        bool isTooLarge = request.ContentLength > bodyLimitBytes;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = isTooLarge ? null : bodyLimitBytes;
        }

        return !isTooLarge;
    }

    // Nothing is kept of the body: what is read goes to the staging folder.
    private static async Task<(Stream? Content, ProblemHttpResult? Problem)> OpenAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type))
        {
            return (null, Unreadable());
        }

        if (type.MediaType.Value is "application/octet-stream" or "application/zip")
        {
            return (request.Body, null);
        }

        string? boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (type.MediaType.Value != "multipart/form-data" || string.IsNullOrEmpty(boundary))
        {
            return (null, Unreadable());
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    return (section.Body, null);
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // no form, or half of one
        }

        return (null, TypedResults.Problem("The form has no file: send one, as multipart/form-data.", statusCode: StatusCodes.Status400BadRequest));
    }

    private static Results<NoContent, ProblemHttpResult> Remove(string name, DropWatcher drops)
    {
        try
        {
            return drops.Remove(name)
                ? TypedResults.NoContent()
                : TypedResults.Problem($"There is no refused drop '{name}'.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TypedResults.Problem(
                $"'{name}' cannot be deleted: {exception.Message}", statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private static ProblemHttpResult Unreadable() => TypedResults.Problem(
        "Send the .pihub file itself with Content-Type: application/octet-stream, or as multipart/form-data with one file.",
        statusCode: StatusCodes.Status415UnsupportedMediaType);

    private static ProblemHttpResult TooLarge(long limitBytes) => TypedResults.Problem(
        $"A package may have {limitBytes / 1024 / 1024} MiB at most (Plugins:Packages:MaximumPackageBytes).",
        statusCode: StatusCodes.Status413PayloadTooLarge);
}
