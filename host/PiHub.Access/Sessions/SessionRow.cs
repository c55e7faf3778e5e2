using PiHub.Access.SignIn;

namespace PiHub.Access.Sessions;

/// <summary>A row of the table of sessions.</summary>
internal sealed class SessionRow
{
    public string Id { get; init; } = "";

    public string UserId { get; init; } = "";

    public long Stamp { get; init; }

    public string Channel { get; init; } = "";

    public string? Address { get; init; }

    public string? Client { get; init; }

    public long CreatedAt { get; init; }

    public long LastSeenAt { get; init; }

    public long ExpiresAt { get; init; }

    public long Serial { get; init; }

    public static SessionRow Of(Session session, long stamp, long serial) => new()
    {
        Id = session.Id,
        UserId = session.UserId,
        Stamp = stamp,
        Channel = session.Channel.ToString(),
        Address = session.Address,
        Client = session.Client,
        CreatedAt = session.CreatedAt.ToUnixTimeMilliseconds(),
        LastSeenAt = session.LastSeenAt.ToUnixTimeMilliseconds(),
        ExpiresAt = session.ExpiresAt.ToUnixTimeMilliseconds(),
        Serial = serial,
    };

    public Session ToSession() => new()
    {
        Id = Id,
        UserId = UserId,
        Channel = Enum.Parse<SignInChannel>(Channel),
        Address = Address,
        Client = Client,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        LastSeenAt = DateTimeOffset.FromUnixTimeMilliseconds(LastSeenAt),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt),
    };
}
