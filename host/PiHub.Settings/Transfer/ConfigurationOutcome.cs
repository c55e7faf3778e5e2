namespace PiHub.Settings.Transfer;

/// <summary>What became of an import, or would.</summary>
/// <param name="IsApplied">Whether it was imported; false for a trial and when something is wrong.</param>
/// <param name="Changes">What gets another value.</param>
/// <param name="Skipped">What is left out and why, in sentences.</param>
/// <param name="Errors">What is wrong, by place; with anything here nothing was imported.</param>
public sealed record ConfigurationOutcome(
    bool IsApplied,
    IReadOnlyList<ConfigurationChange> Changes,
    IReadOnlyList<string> Skipped,
    IReadOnlyDictionary<string, string[]> Errors);
