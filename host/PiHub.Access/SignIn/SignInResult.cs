using PiHub.Access.Users;

namespace PiHub.Access.SignIn;

/// <summary>The answer to an attempt.</summary>
/// <param name="Outcome">What came of it.</param>
public sealed record SignInResult(SignInOutcome Outcome)
{
    /// <summary>Who was let in; null when nobody was.</summary>
    public HubUser? User { get; init; }

    /// <summary>Cancelled when what the user opens now must end: disabled, deleted, other role, other password.</summary>
    public CancellationToken Revoked { get; init; }

    /// <summary>How long to wait, when throttled.</summary>
    public TimeSpan RetryAfter { get; init; }
}
