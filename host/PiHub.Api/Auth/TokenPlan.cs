using PiHub.Access;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>A request for a key, read and checked.</summary>
internal sealed record TokenPlan(string Name, Role Role, KeyScopes Scopes, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads a request; what is wrong with it is collected.</summary>
    /// <returns>Null when something is wrong.</returns>
    public static TokenPlan? Read(TokenRequest request, ApiKeyStore keys, QueryParameters mistakes)
    {
        string name = request.Name ?? "";
        Role? role = RoleNames.Parse(request.Role);
        if (role is not { } known)
        {
            mistakes.Refuse("role", $"'{request.Role}' is no role; there are: {RoleNames.All}");
        }
        else if (keys.Check(name, known) is { } error)
        {
            mistakes.Refuse("name", error);
        }

        KeyScopes scopes = ScopesOf(request.Scopes, mistakes);
        DateTimeOffset? expiresAt = mistakes.Time("expires_at", request.ExpiresAt);
        if (keys.CheckExpiry(expiresAt) is { } objection)
        {
            mistakes.Refuse("expires_at", objection);
        }

        return mistakes.Errors.Count == 0 ? new TokenPlan(name, role.GetValueOrDefault(), scopes, expiresAt) : null;
    }

    private static KeyScopes ScopesOf(string[]? names, QueryParameters mistakes)
    {
        if (names is null or [])
        {
            return KeyScopes.All;
        }

        KeyScopes scopes = KeyScopes.None;
        foreach (string? name in names)
        {
            if (ScopeNames.Parse(name) is { } scope)
            {
                scopes |= scope;
            }
            else
            {
                mistakes.Refuse("scopes", $"'{name}' is no scope; there are: {ScopeNames.All}");
            }
        }

        return scopes;
    }
}
