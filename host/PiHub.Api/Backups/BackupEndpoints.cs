using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
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
        group.MapGet("/schedule", Schedule).WithSummary("When the next automatic backup is due, and how the last one did");
        group.MapPost("/upload", UploadAsync)
            .WithSummary("Takes a backup's tar file, to be put back").WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<Stream>(ContentType, "application/octet-stream");
        group.MapPost("/{name}/restore", RestoreAsync)
            .WithSummary("Checks a backup; without dry_run the hub then restarts and has it in the place of all data");
        group.MapDelete("/{name}", Delete).WithSummary("Deletes a backup");
    }

    private static async Task<Results<Created<BackupResponse>, ProblemHttpResult>> CreateAsync(
        BackupStore backups, BackupNotices notices, CancellationToken cancellationToken)
    {
        try
        {
            if (await backups.CreateAsync(cancellationToken) is not { } made)
            {
                return Busy();
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

    private static BackupScheduleResponse Schedule(BackupSchedule schedule) =>
        BackupScheduleResponse.Of(schedule.Status());

    private static async Task<Results<Created<BackupResponse>, ProblemHttpResult>> UploadAsync(
        HttpRequest request, BackupStore backups, CancellationToken cancellationToken)
    {
        try
        {
            return await backups.AddAsync(request.Body, cancellationToken) is { } added
                ? TypedResults.Created($"/api/backups/{added.Name}", BackupResponse.Of(added))
                : Busy();
        }
        catch (IOException exception)
        {
            return TypedResults.Problem($"The backup could not be stored, nothing of it remains: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<Results<Ok<RestoreResponse>, Accepted<RestoreResponse>, ProblemHttpResult>> RestoreAsync(
        string name, RestoreRequest request, BackupStore backups, IHubRestart restart, CancellationToken cancellationToken)
    {
        try
        {
            BackupContent? content = await backups.RestoreAsync(name, request.DryRun, cancellationToken);
            if (content is null)
            {
                return NotFound(name);
            }

            if (request.DryRun)
            {
                return TypedResults.Ok(RestoreResponse.Of(content, isRestarting: false));
            }

            restart.Request();
            return TypedResults.Accepted((string?)null, RestoreResponse.Of(content, isRestarting: true));
        }
        catch (BackupException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (IOException exception)
        {
            return TypedResults.Problem($"The backup could not be unpacked, nothing was changed: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Results<FileStreamHttpResult, ProblemHttpResult> Read(string name, BackupStore backups) =>
        backups.Open(name) is { } file ? TypedResults.Stream(file, ContentType, name, enableRangeProcessing: true) : NotFound(name);

    private static Results<NoContent, ProblemHttpResult> Delete(string name, BackupStore backups) =>
        backups.Delete(name) ? TypedResults.NoContent() : NotFound(name);

    private static ProblemHttpResult Busy() =>
        TypedResults.Problem("A backup is being made or put back already.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult NotFound(string name) =>
        TypedResults.Problem($"There is no backup '{name}'.", statusCode: StatusCodes.Status404NotFound);
}
