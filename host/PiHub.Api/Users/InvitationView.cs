using PiHub.Access;

namespace PiHub.Api.Users;

/// <summary>What an invitation is for.</summary>
/// <param name="UserName">Who is invited.</param>
/// <param name="Role">What they may do.</param>
/// <param name="HubName">What the hub is called.</param>
/// <param name="ExpiresAt">Until when, UTC.</param>
internal sealed record InvitationView(string UserName, Role Role, string HubName, DateTimeOffset ExpiresAt);
