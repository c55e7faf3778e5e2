using PiHub.Access;
using PiHub.Access.Keys;

namespace PiHub.Api.Auth;

/// <summary>An API key; its value appears once, in the answer that creates it.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Name">Who or what uses it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Value">The secret; null but in the creating answer.</param>
internal sealed record TokenResponse(string Id, string Name, Role Role, DateTimeOffset CreatedAt, string? Value)
{
    public static TokenResponse Of(ApiKey key, string? value = null) => new(key.Id, key.Name, key.Role, key.CreatedAt, value);
}
