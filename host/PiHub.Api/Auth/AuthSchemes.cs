using PiHub.Access;

namespace PiHub.Api.Auth;

/// <summary>The ways to be signed in, and the names of the role policies.</summary>
internal static class AuthSchemes
{
    /// <summary>Chooses one of those below.</summary>
    public const string Hub = "hub";

    /// <summary>An API key with each request, or the hub's Unix socket.</summary>
    public const string Key = "key";

    /// <summary>The access token of a session.</summary>
    public const string Bearer = "bearer";

    /// <summary>The web interface's cookie.</summary>
    public const string Cookie = "cookie";

    /// <summary>The policy "this role or a higher one".</summary>
    public static string AtLeast(Role role) => "at-least-" + role;
}
