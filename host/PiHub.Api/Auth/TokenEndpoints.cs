using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Api.Audit;

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

    private static TokenResponse[] List(ApiKeyStore keys) => [.. keys.List().Select(TokenResponse.Of)];

    private static Results<Created<TokenResponse>, ProblemHttpResult, ValidationProblem> Create(
        TokenRequest request, ApiKeyStore keys, ClaimsPrincipal user, HttpContext context)
    {
        var mistakes = new QueryParameters();
        if (TokenPlan.Read(request, keys, mistakes) is not { } plan)
        {
            return Refuse(mistakes.Errors);
        }

        context.Describe($"'{plan.Name}', {plan.Role.ToString().ToLowerInvariant()}");
        if (plan.Role > HubPrincipal.RoleOf(user))
        {
            return TypedResults.Problem("Nobody can give more than they have.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (!MayGive(plan, keys, user))
        {
            return TypedResults.Problem(
                "A key cannot make one that has more scopes than itself, or lives longer.", statusCode: StatusCodes.Status403Forbidden);
        }

        return keys.Create(plan.Name, plan.Role, plan.Scopes, plan.ExpiresAt) is var (key, secret)
            ? TypedResults.Created($"/api/tokens/{key.Id}", TokenResponse.Of(key) with { Value = secret })
            : Refuse(new Dictionary<string, string[]> { ["name"] = [ApiKeyStore.Taken(plan.Name)] });
    }

    private static Results<NoContent, ProblemHttpResult> Revoke(string id, ApiKeyStore keys, ClaimsPrincipal user, HttpContext context)
    {
        ApiKey? key = keys.FindNamed(id);
        if (key is not null)
        {
            context.Describe($"'{key.Name}', {key.Role.ToString().ToLowerInvariant()}");
        }

        if (key?.Role > HubPrincipal.RoleOf(user))
        {
            return TypedResults.Problem(
                "Nobody can revoke a key that may do more than their own.", statusCode: StatusCodes.Status403Forbidden);
        }

        return key is not null && keys.Revoke(key.Id)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no API key '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }

    // Otherwise the narrow key of a leaked program would make itself a wide one.
    private static bool MayGive(TokenPlan plan, ApiKeyStore keys, ClaimsPrincipal user)
    {
        if (HubPrincipal.KeyOf(user) is not { } id || keys.FindNamed(id) is not { } own)
        {
            return true;
        }

        return (plan.Scopes & ~own.Scopes) == KeyScopes.None && (own.ExpiresAt is null || plan.ExpiresAt <= own.ExpiresAt);
    }

    private static ValidationProblem Refuse(Dictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, detail: errors.Values.First()[0]);
}
