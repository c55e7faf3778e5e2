namespace PiHub.Automations.Runs;

/// <summary>One condition of a run.</summary>
/// <param name="Text">The condition in words.</param>
/// <param name="Met">Whether it held.</param>
/// <param name="Message">What was found, e.g. the value.</param>
public sealed record ConditionOutcome(string Text, bool Met, string Message);
