namespace PiHub.Access.Audit;

/// <summary>What kind of somebody did it.</summary>
public enum AuditKind
{
    /// <summary>A person with an account.</summary>
    User = 0,

    /// <summary>An API key.</summary>
    Key = 1,

    /// <summary>Whoever may open the hub's Unix socket: the command line.</summary>
    Console = 2,

    /// <summary>Demo mode's session.</summary>
    Demo = 3,
}
