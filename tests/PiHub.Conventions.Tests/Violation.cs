namespace PiHub.Conventions.Tests;

/// <summary>One place that breaks a rule.</summary>
/// <param name="Subject">The path, or <c>path#Member</c>: what an exception names.</param>
/// <param name="Text">What is wrong there and what would be right.</param>
internal sealed record Violation(string Subject, string Text);
