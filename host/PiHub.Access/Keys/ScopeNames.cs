namespace PiHub.Access.Keys;

/// <summary>The names of scopes on the wire.</summary>
public static class ScopeNames
{
    private static readonly (KeyScopes Scope, string Name)[] Names =
    [
        (KeyScopes.HttpRead, "http:read"),
        (KeyScopes.HttpWrite, "http:write"),
        (KeyScopes.MqttPublish, "mqtt:publish"),
        (KeyScopes.MqttSubscribe, "mqtt:subscribe"),
    ];

    /// <summary>All of them, for error messages.</summary>
    public static string All { get; } = string.Join(", ", Names.Select(entry => entry.Name));

    /// <summary>The scope of a name; null when it is none.</summary>
    /// <param name="name">The name.</param>
    public static KeyScopes? Parse(string? name)
    {
        foreach ((KeyScopes scope, string known) in Names)
        {
            if (known == name)
            {
                return scope;
            }
        }

        return null;
    }

    /// <summary>The names of scopes, sorted; none when a key has them all.</summary>
    /// <param name="scopes">The scopes.</param>
    public static string[] Of(KeyScopes scopes) => scopes == KeyScopes.All
        ? []
        : [.. Names.Where(entry => scopes.HasFlag(entry.Scope)).Select(entry => entry.Name)];
}
