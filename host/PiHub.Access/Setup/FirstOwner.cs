using PiHub.Access.Users;

namespace PiHub.Access.Setup;

/// <summary>Makes the first owner, once. Safe to use from any thread.</summary>
public sealed class FirstOwner
{
    private readonly UserStore _users;
    private readonly Lock _gate = new();

    /// <summary>Prepares it.</summary>
    /// <param name="users">Where the owner goes.</param>
    public FirstOwner(UserStore users) => _users = users;

    /// <summary>Makes the owner.</summary>
    /// <param name="userName">A name that passes <see cref="UserNames.Check"/>.</param>
    /// <param name="passwordHash">The hash of the password.</param>
    /// <returns>The owner; null when the hub has one already.</returns>
    public (UserChange Outcome, HubUser? User) Create(string userName, string passwordHash)
    {
        lock (_gate)
        {
            return _users.HasOwner ? (UserChange.LastOwner, null) : _users.Create(userName, userName, Role.Owner, passwordHash);
        }
    }
}
