using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>Signs in by <c>X-API-Key</c> or <c>Authorization: Bearer</c>, or by the hub's Unix socket.</summary>
internal sealed class KeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string HeaderName = "X-API-Key";
    private const string BearerPrefix = "Bearer ";
    private const string KeyPrefix = "pihub_"; // tells a key from the access token of a session

    /// <summary>Whether a request brings what this handler reads.</summary>
    public static bool Applies(HttpContext context) =>
        context.Features.Get<LocalAdministration>() is not null || SecretOf(context.Request) is not null;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<LocalAdministration>() is not null)
        {
            return Task.FromResult(Success("console", Role.Owner, keyId: null));
        }

        return Task.FromResult(keys.Find(SecretOf(Request)) is { } key
            ? Success(key.Name, key.Role, key.Id)
            : AuthenticateResult.Fail("The API key is unknown or revoked."));
    }

    private static string? SecretOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue(HeaderName, out var key))
        {
            return key.ToString();
        }

        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            && authorization[BearerPrefix.Length..].Trim() is var secret && secret.StartsWith(KeyPrefix, StringComparison.Ordinal)
            ? secret
            : null;
    }

    private AuthenticateResult Success(string name, Role role, string? keyId) =>
        AuthenticateResult.Success(new AuthenticationTicket(HubPrincipal.Of(name, role, Scheme.Name, keyId), Scheme.Name));
}
