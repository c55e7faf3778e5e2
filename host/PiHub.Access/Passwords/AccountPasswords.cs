using PiHub.Access.SecondFactor;
using PiHub.Access.Users;

namespace PiHub.Access.Passwords;

/// <summary>Gives users new passwords. Safe to use from any thread.</summary>
/// <param name="users">The users.</param>
/// <param name="invitations">Their links, which a new password ends.</param>
/// <param name="secondFactors">Their second factors.</param>
/// <param name="hashing">Hashes the passwords.</param>
public sealed class AccountPasswords(
    UserStore users, InvitationStore invitations, SecondFactorStore secondFactors, PasswordHashing hashing)
{
    /// <summary>How long to wait when too many passwords are being hashed.</summary>
    public static TimeSpan Busy { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Changes a password; the user's sessions end.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="password">A password that passes <see cref="PasswordRules.Check"/>.</param>
    /// <param name="keep">See <see cref="UserStore.SetPassword"/>.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    /// <returns>Null when too many passwords are being hashed.</returns>
    public async Task<UserChange?> TrySetAsync(string userId, string password, Action? keep, CancellationToken cancellationToken)
    {
        if (await hashing.HashAsync(password, cancellationToken) is not { } hash)
        {
            return null;
        }

        UserChange outcome = users.SetPassword(userId, hash, keep);
        if (outcome == UserChange.Done)
        {
            invitations.Withdraw(userId);
        }

        return outcome;
    }

    /// <summary>Changes a password for somebody who has lost theirs, and perhaps the second factor with it: that ends too.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="password">A password that passes <see cref="PasswordRules.Check"/>.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    /// <returns>Null when too many passwords are being hashed.</returns>
    public async Task<UserChange?> TryReplaceAsync(string userId, string password, CancellationToken cancellationToken)
    {
        UserChange? outcome = await TrySetAsync(userId, password, keep: null, cancellationToken);
        if (outcome == UserChange.Done)
        {
            secondFactors.Remove(userId);
        }

        return outcome;
    }

    /// <summary>Takes password and second factor away and makes a link to set a new password.</summary>
    /// <param name="userId">The user's id.</param>
    /// <returns>The link's token, when it is done.</returns>
    public (UserChange Outcome, string? Token, Invitation? Invitation) Reset(string userId)
    {
        UserChange outcome = users.SetPassword(userId, passwordHash: null);
        if (outcome != UserChange.Done)
        {
            return (outcome, null, null);
        }

        secondFactors.Remove(userId);
        (string token, Invitation invitation) = invitations.Create(userId, isReset: true);
        return (outcome, token, invitation);
    }
}
