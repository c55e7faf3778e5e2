namespace PiHub.PluginHost;

/// <summary>The last change from one version of a plugin to another, by upgrade or rollback.</summary>
/// <param name="From">The version before.</param>
/// <param name="To">The version that was to take over.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it did not succeed, without a full stop; null when it did.</param>
/// <param name="At">When it was over.</param>
public sealed record PluginChange(string From, string To, ChangeOutcome Outcome, string? Reason, DateTimeOffset At);
