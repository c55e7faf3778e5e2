namespace PiHub.Access.Keys;

/// <summary>An API key, without its secret.</summary>
public sealed record ApiKey
{
    /// <summary>The key's id, shown in lists and used to revoke it.</summary>
    public required string Id { get; init; }

    /// <summary>Who or what uses it; of a <see cref="Role.Device"/> key the device's id.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
