namespace PiHub.Api.Auth;

/// <summary>What somebody signed in as.</summary>
internal enum IdentityKind
{
    /// <summary>A user with an account.</summary>
    User = 0,

    /// <summary>An API key.</summary>
    Key = 1,

    /// <summary>Demo mode, on this computer.</summary>
    Demo = 2,

    /// <summary>The hub's Unix socket.</summary>
    Console = 3,
}
