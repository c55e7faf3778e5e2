namespace PiHub.Mqtt.Access;

/// <summary>The topic rules, bound to the configuration section <c>Mqtt:Acl</c>. Restart to change.</summary>
public sealed class AclOptions
{
    /// <summary>The rules; the first that matches wins, and without one the role decides.</summary>
    /// <value>none</value>
    public IList<AclRuleOptions> Rules { get; } = [];

    /// <summary>The roles that a rule may name; set by the program, not by the configuration.</summary>
    /// <value>none: names of roles are not checked</value>
    public IReadOnlyList<string> Roles { get; set; } = [];
}
