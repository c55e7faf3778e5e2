namespace PiHub.Recorder.Care;

/// <summary>What a look at stored data has shown.</summary>
/// <param name="Level">What it means.</param>
/// <param name="Part">What was looked at, a word or two.</param>
/// <param name="Message">What there is, for people, with the remedy when something is wrong.</param>
public sealed record Finding(FindingLevel Level, string Part, string Message);
