using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.Audit;
using PiHub.Api.Auth;

namespace PiHub.Api.Audit;

/// <summary>The route to read the audit log.</summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/audit", Entries)
        .WithTags("audit")
        .WithSummary("Who changed what, the newest first")
        .Require(Role.Admin);

    private static Results<Ok<AuditPage>, ValidationProblem> Entries(
        string? before, string? limit, string? user, string? text, AuditLog log)
    {
        var parameters = new QueryParameters();
        int size = parameters.Number("limit", limit, minimum: 1, MaximumLimit) ?? DefaultLimit;
        long id = 0;
        if (!string.IsNullOrEmpty(before) && !(long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0))
        {
            parameters.Refuse("before", "before is the id of an entry");
        }

        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        IReadOnlyList<AuditEntry> entries = log.Read(new AuditQuery
        {
            Before = id > 0 ? id : null,
            Limit = size + 1, // one more tells whether there are older ones
            User = string.IsNullOrEmpty(user) ? null : user,
            Text = string.IsNullOrEmpty(text) ? null : text,
        });
        return TypedResults.Ok(new AuditPage(
            [.. entries.Take(size).Select(AuditEntryResponse.Of)], entries.Count > size ? entries[size - 1].Id : null));
    }
}
