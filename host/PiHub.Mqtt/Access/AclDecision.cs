namespace PiHub.Mqtt.Access;

/// <summary>What the rules say about a topic.</summary>
internal enum AclDecision : byte
{
    /// <summary>No rule matches; the role decides.</summary>
    None,

    Allow,

    Deny,

    /// <summary>Denied by a rule for everybody.</summary>
    Close,
}
