namespace PiHub.Access;

/// <summary>The names of roles on the wire.</summary>
public static class RoleNames
{
    private static readonly Dictionary<string, Role> ByName =
        Enum.GetValues<Role>().ToDictionary(role => role.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, the highest first, for error messages.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetNames<Role>().Reverse().Select(name => name.ToLowerInvariant()));

    /// <summary>The role of a name, in any case; null when it is none.</summary>
    public static Role? Parse(string? name) => name is not null && ByName.TryGetValue(name, out Role role) ? role : null;
}
