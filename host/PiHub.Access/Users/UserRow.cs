namespace PiHub.Access.Users;

/// <summary>A row of the table of users.</summary>
internal sealed class UserRow
{
    public string Id { get; init; } = "";

    public string UserName { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string Role { get; init; } = "";

    public bool IsDisabled { get; init; }

    public string? PasswordHash { get; init; }

    public long Stamp { get; init; }

    public string? Language { get; init; }

    public long CreatedAt { get; init; }

    public long? LastSeenAt { get; init; }

    public static UserRow Of(HubUser user, string? passwordHash, long stamp) => new()
    {
        Id = user.Id,
        UserName = user.UserName,
        DisplayName = user.DisplayName,
        Role = user.Role.ToString(),
        IsDisabled = user.IsDisabled,
        PasswordHash = passwordHash,
        Stamp = stamp,
        Language = user.Language,
        CreatedAt = user.CreatedAt.ToUnixTimeMilliseconds(),
        LastSeenAt = user.LastSeenAt?.ToUnixTimeMilliseconds(),
    };

    public HubUser ToUser() => new()
    {
        Id = Id,
        UserName = UserName,
        DisplayName = DisplayName,
        Role = Enum.Parse<Role>(Role),
        IsDisabled = IsDisabled,
        HasPassword = PasswordHash is not null,
        Language = Language,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        LastSeenAt = LastSeenAt is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null,
    };
}
