using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Permissions;

/// <summary>What one plugin was refused since the hub started; kept over its restarts and upgrades. Safe to use from any thread.</summary>
internal sealed class PermissionLedger
{
    public static readonly IReadOnlyList<PermissionKind> Kinds = Enum.GetValues<PermissionKind>();

    private readonly IncidentTally[] _tallies = [.. Kinds.Select(_ => new IncidentTally())];

    /// <summary>All refusals, one entry per kind that occurred.</summary>
    public IReadOnlyList<PluginViolation> List()
    {
        var violations = new List<PluginViolation>();
        foreach (PermissionKind kind in Kinds)
        {
            if (Of(kind).Last is { } last)
            {
                violations.Add(new PluginViolation(kind, last.Text, last.Count, last.At));
            }
        }

        return violations;
    }

    public IncidentTally Of(PermissionKind kind) => _tallies[(int)kind];
}
