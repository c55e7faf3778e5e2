using PiHub.Access.Passwords;
using PiHub.Access.Users;

namespace PiHub.Access.SignIn;

/// <summary>Asks people who are signed in for their password again, before what only they may do. Safe to use from any thread.</summary>
public sealed class PasswordCheck
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private readonly UserStore _users;
    private readonly PasswordHashing _hashing;
    private readonly SignInThrottle _throttle;

    internal PasswordCheck(UserStore users, PasswordHashing hashing, SignInThrottle throttle) =>
        (_users, _hashing, _throttle) = (users, hashing, throttle);

    /// <summary>Checks the password of a user; wrong ones count as attempts to sign in.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">The password as given.</param>
    /// <param name="address">The other side's IP address; null when there is none.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    public async Task<PasswordProof> CheckAsync(HubUser user, string? password, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        (SignInThrottle.Attempt? attempt, TimeSpan retryAfter) = _throttle.Enter(AccountOf(user.UserName), address);
        if (attempt is null)
        {
            return new PasswordProof(false, retryAfter);
        }

        using (attempt)
        {
            switch (await _hashing.VerifyAsync(_users.CredentialsOf(user.UserName)?.PasswordHash, Limit(password), cancellationToken))
            {
                case null:
                    return new PasswordProof(false, Busy);
                case false:
                    attempt.Fail();
                    return new PasswordProof(false, null);
                default:
                    attempt.Succeed();
                    return new PasswordProof(true, null);
            }
        }
    }

    internal static string AccountOf(string userName) => "user " + (userName.Length > 64 ? userName[..64] : userName).ToLowerInvariant();

    // No account has a longer one; hashing more than that would be work for nothing.
    internal static string Limit(string? password) => password is { Length: <= PasswordRules.MaximumLength } ? password : "";
}
