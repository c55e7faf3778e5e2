using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PiHub.Access.Setup;
using PiHub.Api.Auth;
using PiHub.Api.Backups;
using PiHub.Backup;

namespace PiHub.Api.Setup;

/// <summary>In place of an owner's account, a new hub may get the data of a former one.</summary>
internal static class SetupRestoreEndpoint
{
    private const string CodeHeader = "X-Setup-Code";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/setup/restore", RestoreAsync)
        .WithTags("setup")
        .WithSummary("Takes a backup's tar file; the hub restarts with it in the place of all data")
        .WithMetadata(new DisableRequestSizeLimitAttribute())
        .Accepts<Stream>("application/x-tar", "application/octet-stream");

    private static async Task<Results<Accepted<RestoreResponse>, ProblemHttpResult>> RestoreAsync(
        HttpContext context, SetupCode code, BackupStore backups, IHubRestart restart, CancellationToken cancellationToken)
    {
        // Before the body is read: nobody else's gigabytes reach the disk.
        if (SetupEndpoints.ObjectionTo(context.Request.Headers[CodeHeader], context, code) is { } objection)
        {
            return objection;
        }

        BackupFile? added = null;
        try
        {
            added = await backups.AddAsync(context.Request.Body, cancellationToken);
            if (added is null || await backups.RestoreAsync(added.Name, isDryRun: false, cancellationToken) is not { } content)
            {
                return Answers.Conflict("A backup is being made or put back already.");
            }

            restart.Request();
            return TypedResults.Accepted((string?)null, RestoreResponse.Of(content, isRestarting: true));
        }
        catch (BackupException exception)
        {
            backups.Delete(added?.Name ?? "");
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (IOException exception)
        {
            return TypedResults.Problem($"The backup could not be stored: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
