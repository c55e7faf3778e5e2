using Microsoft.Extensions.Logging;
using PiHub.Access.Passwords;
using PiHub.Access.SecondFactor;
using PiHub.Access.Users;

namespace PiHub.Access.SignIn;

/// <summary>Signs people in with user name, password and, where the account asks for it, a second factor.</summary>
internal sealed class PasswordSignIn(
    UserStore users,
    PasswordHashing hashing,
    SignInThrottle throttle,
    SecondFactorStore secondFactors,
    SignInHistory history,
    ILogger<PasswordSignIn> logger) : IPasswordSignIn
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    public async Task<SignInResult> SignInAsync(PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        (SignInThrottle.Attempt? entered, TimeSpan retryAfter) = throttle.Enter(PasswordCheck.AccountOf(attempt.UserName), attempt.Address);
        if (entered is null)
        {
            return Throttled(retryAfter);
        }

        using (entered)
        {
            // The token comes first: what changes from here on cancels it.
            UserCredentials? credentials = users.CredentialsOf(attempt.UserName);
            bool? isRight = await hashing.VerifyAsync(credentials?.PasswordHash, PasswordCheck.Limit(attempt.Password), cancellationToken);
            if (isRight is null)
            {
                return Throttled(Busy);
            }

            SignInOutcome outcome = credentials is { User.IsDisabled: false, Revoked.IsCancellationRequested: false } && isRight.Value
                ? CheckSecondFactor(credentials.User, attempt)
                : SignInOutcome.Refused;
            history.Add(credentials?.User, outcome, attempt);
            return Conclude(outcome, credentials, entered);
        }
    }

    private SignInOutcome CheckSecondFactor(HubUser user, PasswordAttempt attempt)
    {
        if (!secondFactors.IsActive(user.Id))
        {
            return SignInOutcome.Succeeded;
        }

        if (attempt.Channel == SignInChannel.Mqtt)
        {
            return SignInOutcome.Refused;
        }

        return string.IsNullOrWhiteSpace(attempt.SecondFactor) ? SignInOutcome.SecondFactorRequired
            : secondFactors.TryUse(user.Id, attempt.SecondFactor) ? SignInOutcome.Succeeded
            : SignInOutcome.Refused;
    }

    private SignInResult Conclude(SignInOutcome outcome, UserCredentials? credentials, SignInThrottle.Attempt entered)
    {
        if (outcome != SignInOutcome.Succeeded || credentials is null)
        {
            if (outcome == SignInOutcome.Refused)
            {
                entered.Fail();
            }

            return new SignInResult(outcome);
        }

        entered.Succeed();
        users.Seen(credentials.User.Id);
        Log.SignedIn(logger, credentials.User.UserName);
        return new SignInResult(outcome) { User = credentials.User, Revoked = credentials.Revoked };
    }

    private static SignInResult Throttled(TimeSpan retryAfter) => new(SignInOutcome.Throttled) { RetryAfter = retryAfter };
}
