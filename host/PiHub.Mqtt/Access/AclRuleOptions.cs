namespace PiHub.Mqtt.Access;

/// <summary>One rule as it is written in the configuration. Restart to change.</summary>
public sealed class AclRuleOptions
{
    /// <summary>The user's or key's name that it is for; <c>*</c> stands for any characters, <c>?</c> for one.</summary>
    /// <value>null: everybody.</value>
    public string? User { get; set; }

    /// <summary>The role that it is for, alone and not those above it; <c>*</c> and <c>?</c> as in <see cref="User"/>.</summary>
    /// <value>null: everybody.</value>
    public string? Role { get; set; }

    /// <summary>The client id that it is for; <c>*</c> and <c>?</c> as in <see cref="User"/>. A client chooses its id itself.</summary>
    /// <value>null: everybody.</value>
    public string? ClientId { get; set; }

    /// <summary>The topics: a topic filter, in which <c>%u</c> stands for the user's name and <c>%c</c> for the client id. A name that is
    /// empty, begins with <c>$</c>, or has <c>/</c>, <c>+</c> or <c>#</c> never matches.</summary>
    /// <value>null, which is refused.</value>
    public string? Topic { get; set; }

    /// <summary><c>publish</c>, <c>subscribe</c> or <c>both</c>.</summary>
    /// <value>both</value>
    public string? Access { get; set; } = "both";

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    /// <value>null, which is refused.</value>
    public string? Effect { get; set; }

    /// <summary>Where it stands in the configuration, for messages.</summary>
    internal string Path { get; set; } = "Mqtt:Acl";

    /// <summary>What was written there and is none of the above: a misspelt <c>User</c> would make a rule for everybody.</summary>
    internal IReadOnlyList<string> UnknownKeys { get; set; } = [];
}
