namespace PiHub.Automations.Storage;

/// <summary>What became of a change.</summary>
/// <param name="Now">The automation as it is now; null when there is none, or nothing was added.</param>
/// <param name="Errors">What is wrong with the change, by field; empty when nothing is.</param>
/// <param name="IsConflict">Whether somebody else changed it before.</param>
public sealed record ChangeResult(StoredAutomation? Now, IReadOnlyDictionary<string, string[]> Errors, bool IsConflict = false)
{
    internal static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>(StringComparer.Ordinal);
}
