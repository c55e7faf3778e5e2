using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Notifications;
using PiHub.Backup;

namespace PiHub.Api.Backups;

/// <summary>Routes of the backups. They hold keys and secrets, so they are the owner's alone.</summary>
internal static class BackupEndpoints
{
    private const string ContentType = "application/x-tar";

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/backups").WithTags("backups").Require(Role.Owner);
        group.MapGet("", (BackupStore backups) => backups.List().Select(BackupResponse.Of).ToArray()).WithSummary("The backups, newest first");
        group.MapPost("", CreateAsync).WithSummary("Makes a backup of everything while the hub works; answers when it is on disk");
        group.MapGet("/{name}", Read).WithSummary("Downloads a backup, a tar file");
        group.MapDelete("/{name}", Delete).WithSummary("Deletes a backup");
    }

    private static async Task<Results<Created<BackupResponse>, ProblemHttpResult>> CreateAsync(
        BackupStore backups, BackupNotices notices, CancellationToken cancellationToken)
    {
        try
        {
            if (await backups.CreateAsync(cancellationToken) is not { } made)
            {
                return TypedResults.Problem("A backup is being made already.", statusCode: StatusCodes.Status409Conflict);
            }

            notices.Made();
            return TypedResults.Created($"/api/backups/{made.Name}", BackupResponse.Of(made));
        }
        catch (Exception exception) when (exception is BackupException or IOException)
        {
            notices.Failed(exception.Message);
            return TypedResults.Problem($"The backup failed, nothing of it remains: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Results<FileStreamHttpResult, ProblemHttpResult> Read(string name, BackupStore backups) =>
        backups.Open(name) is { } file ? TypedResults.Stream(file, ContentType, name, enableRangeProcessing: true) : NotFound(name);

    private static Results<NoContent, ProblemHttpResult> Delete(string name, BackupStore backups) =>
        backups.Delete(name) ? TypedResults.NoContent() : NotFound(name);

    private static ProblemHttpResult NotFound(string name) =>
        TypedResults.Problem($"There is no backup '{name}'.", statusCode: StatusCodes.Status404NotFound);
}
