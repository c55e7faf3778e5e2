using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.Keys;

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
        if (RoleNames.Parse(request.Role) is not { } role)
        {
            return Refuse("role", $"'{request.Role}' is no role; there are: {RoleNames.All}");
        }

        string name = request.Name ?? "";
        if (keys.Check(name, role) is { } error)
        {
            return Refuse("name", error);
        }

        if (role > HubPrincipal.RoleOf(user))
        {
            return TypedResults.Problem("Nobody can give more than they have.", statusCode: StatusCodes.Status403Forbidden);
        }

        return keys.Create(name, role) is var (key, secret)
            ? TypedResults.Created($"/api/tokens/{key.Id}", TokenResponse.Of(key, secret))
            : Refuse("name", ApiKeyStore.Taken(name));
    }

    private static Results<NoContent, ProblemHttpResult> Revoke(string id, ApiKeyStore keys, ClaimsPrincipal user)
    {
        ApiKey? key = keys.FindNamed(id);
        if (key?.Role > HubPrincipal.RoleOf(user))
        {
            return TypedResults.Problem(
                "Nobody can revoke a key that may do more than their own.", statusCode: StatusCodes.Status403Forbidden);
        }

        return key is not null && keys.Revoke(key.Id)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no API key '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }

    private static ValidationProblem Refuse(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }, detail: message);
}
