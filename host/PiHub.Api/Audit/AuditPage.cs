namespace PiHub.Api.Audit;

/// <summary>Entries of the audit log, the newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">What to give as <c>before</c> for the older ones; null when there are none.</param>
internal sealed record AuditPage(AuditEntryResponse[] Entries, long? Next);
