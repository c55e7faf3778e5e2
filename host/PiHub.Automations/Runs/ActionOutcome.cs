namespace PiHub.Automations.Runs;

/// <summary>One action of a run.</summary>
/// <param name="Type">The action's type.</param>
/// <param name="Text">What it does, in words, with its texts filled in.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Message">The answer, or why it failed; null for nothing to say.</param>
public sealed record ActionOutcome(string Type, string Text, ActionStatus Status, string? Message);
