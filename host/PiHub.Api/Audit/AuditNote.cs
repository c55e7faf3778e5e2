using PiHub.Access;
using PiHub.Access.Audit;

namespace PiHub.Api.Audit;

/// <summary>What an endpoint adds to the audit entry of its request.</summary>
internal sealed class AuditNote
{
    /// <summary>More words; null when there are none.</summary>
    public string? Detail { get; set; }

    /// <summary>Who the request signed in; null when it came from somebody who was.</summary>
    public (string Name, Role Role, AuditKind Kind)? Actor { get; set; }
}
