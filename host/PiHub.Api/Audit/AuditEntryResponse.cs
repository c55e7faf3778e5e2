using PiHub.Access;
using PiHub.Access.Audit;

namespace PiHub.Api.Audit;

/// <summary>What somebody did, or tried and was refused.</summary>
/// <param name="Id">Grows from entry to entry.</param>
/// <param name="Time">When it was asked for, UTC.</param>
/// <param name="User">The user's or key's name, as it was then.</param>
/// <param name="Role">The role, as it was then.</param>
/// <param name="Kind">What kind of somebody.</param>
/// <param name="Action">The act in words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without a query.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Address">The other side's IP address; null over the Unix socket.</param>
/// <param name="Detail">More words; null when there are none.</param>
internal sealed record AuditEntryResponse(
    long Id,
    DateTimeOffset Time,
    string User,
    Role Role,
    AuditKind Kind,
    string Action,
    string Method,
    string Path,
    int Status,
    string? Address,
    string? Detail)
{
    public static AuditEntryResponse Of(AuditEntry entry) => new(
        entry.Id,
        entry.Time,
        entry.User,
        entry.Role,
        entry.Kind,
        entry.Action,
        entry.Method,
        entry.Path,
        entry.Status,
        entry.Address,
        entry.Detail);
}
