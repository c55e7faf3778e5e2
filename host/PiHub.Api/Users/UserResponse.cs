using PiHub.Access;
using PiHub.Access.SecondFactor;
using PiHub.Access.Users;

namespace PiHub.Api.Users;

/// <summary>A user, without any secret.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="UserName">What the user signs in with.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="IsDisabled">Whether the user may not sign in.</param>
/// <param name="HasPassword">Whether the user has set a password.</param>
/// <param name="HasSecondFactor">Whether the user signs in with a second factor.</param>
/// <param name="CreatedAt">When the user was made, UTC.</param>
/// <param name="LastSeenAt">When the user last used the hub, UTC; null for never.</param>
internal sealed record UserResponse(
    string Id,
    string UserName,
    string DisplayName,
    Role Role,
    bool IsDisabled,
    bool HasPassword,
    bool HasSecondFactor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSeenAt)
{
    public static UserResponse Of(HubUser user, SecondFactorStore secondFactors) => new(
        user.Id,
        user.UserName,
        user.DisplayName,
        user.Role,
        user.IsDisabled,
        user.HasPassword,
        secondFactors.IsActive(user.Id),
        user.CreatedAt,
        user.LastSeenAt);
}
