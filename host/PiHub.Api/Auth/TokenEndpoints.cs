using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace PiHub.Api.Auth;

/// <summary>Routes to list, make and revoke API keys.</summary>
internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/tokens").WithTags("tokens").Require(Role.Admin);
        group.MapGet("", List).WithSummary("All API keys, without their values");
        group.MapPost("", Create).WithSummary("Makes an API key and shows its value once");
        group.MapDelete("/{id}", Revoke).WithSummary("Revokes an API key, by id or name");
    }

    private static TokenResponse[] List(ApiKeyStore keys) => [.. keys.List().Select(key => TokenResponse.Of(key))];

    private static Results<Created<TokenResponse>, ProblemHttpResult, ValidationProblem> Create(
        TokenRequest request, ApiKeyStore keys, ClaimsPrincipal user)
    {
        if (!TryParseRole(request.Role, out Role role))
        {
            return Refuse("role", $"'{request.Role}' is no role; there are: {RoleNames}");
        }

        if (keys.Check(request.Name ?? "", role) is { } error)
        {
            return Refuse("name", error);
        }

        if (role > HubPrincipal.RoleOf(user))
        {
            return TypedResults.Problem("Nobody can give more than they have.", statusCode: StatusCodes.Status403Forbidden);
        }

        (ApiKey key, string secret) = keys.Create(request.Name ?? "", role);
        return TypedResults.Created($"/api/tokens/{key.Id}", TokenResponse.Of(key, secret));
    }

    private static Results<NoContent, ProblemHttpResult> Revoke(string id, ApiKeyStore keys) => keys.Revoke(id)
        ? TypedResults.NoContent()
        : TypedResults.Problem($"There is no API key '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static string RoleNames => string.Join(", ", Enum.GetNames<Role>().Reverse().Select(name => name.ToLowerInvariant()));

    private static bool TryParseRole(string? text, out Role role) =>
        Enum.TryParse(text, ignoreCase: true, out role) && Enum.IsDefined(role) && !char.IsAsciiDigit(text![0]); // parsed, so not empty

    private static ValidationProblem Refuse(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }, detail: message);
}
