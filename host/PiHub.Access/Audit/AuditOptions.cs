using System.ComponentModel.DataAnnotations;

namespace PiHub.Access.Audit;

/// <summary>How much the audit log keeps.</summary>
public sealed class AuditOptions
{
    /// <summary>The most entries, 100 to 1,000,000; the oldest go first. Restart to change.</summary>
    /// <value>10000</value>
    [Range(100, 1_000_000)]
    public int MaximumEntries { get; set; } = 10_000;

    /// <summary>The age at which entries go, 1 to 3,653 days. Restart to change.</summary>
    /// <value>365.00:00:00</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "3653.00:00:00")]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromDays(365);
}
